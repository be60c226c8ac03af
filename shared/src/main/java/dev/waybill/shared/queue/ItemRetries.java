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

/** Which processes can run again over the items that failed, and as what. */
final class ItemRetries {

    private final Map<String, ItemRetry> retries;

    ItemRetries(Collection<ItemRetry> retries) {
        this.retries = retries.stream().collect(Collectors.toMap(ItemRetry::label, Function.identity()));
    }

    /** @throws Refusal {@code not_itemised}, {@code not_finished}, {@code no_failed_items} */
    Submission submission(Scope scope, Process process) {
        ProcessId id = process.id();
        ItemRetry retry = retries.get(process.kind().label());
        if (retry == null) {
            throw conflict("not_itemised", process.kind().label() + " cannot retry single items");
        }
        if (!process.status().terminal()) {
            throw conflict("not_finished", "Process " + id + " has not ended yet");
        }
        if (process.counters().failed() == 0) {
            throw conflict("no_failed_items", "No item of process " + id + " failed");
        }
        ObjectNode input =
                process.input() instanceof ObjectNode object ? object.deepCopy() : JobJson.MAPPER.createObjectNode();
        return Resubmission.of(scope, process, retry.input(input, id.value()));
    }

    private static Refusal conflict(String code, String reason) {
        return new Refusal(Refusal.Kind.CONFLICT, code, reason);
    }
}
