package dev.waybill.shared.queue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.ItemRetry;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.tenancy.Scope;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which processes can run again over the items that failed, and as what. */
final class ItemRetries {

    private final Map<String, ItemRetry> retries;

    ItemRetries(Collection<ItemRetry> retries) {
        this.retries = retries.stream().collect(Collectors.toMap(ItemRetry::label, Function.identity()));
    }

    /**
     * @param errorCode only the items that failed for this; null means all
     * @throws Refusal {@code not_itemised}, {@code not_finished}, {@code no_failed_items}
     */
    Submission submission(Scope scope, Process process, @Nullable String errorCode) {
        ProcessId id = process.id();
        ItemRetry retry = retries.get(process.kind().label());
        if (retry == null) {
            throw conflict("not_itemised", process.kind().label() + " cannot retry single items");
        }
        if (errorCode != null && !retry.byErrorCode()) {
            throw conflict("not_itemised", process.kind().label() + " cannot retry items by what they failed of");
        }
        if (!process.status().terminal()) {
            throw conflict("not_finished", "Process " + id + " has not ended yet");
        }
        if (process.counters().failed() == 0) {
            throw conflict("no_failed_items", "No item of process " + id + " failed");
        }
        ObjectNode input =
                process.input() instanceof ObjectNode object ? object.deepCopy() : JobJson.MAPPER.createObjectNode();
        Submission again = Resubmission.of(scope, process, retry.input(input, id.value()));
        return errorCode == null
                ? again
                : again.over(JobJson.MAPPER.createObjectNode().put("error_code", errorCode));
    }

    private static Refusal conflict(String code, String reason) {
        return new Refusal(Refusal.Kind.CONFLICT, code, reason);
    }
}
