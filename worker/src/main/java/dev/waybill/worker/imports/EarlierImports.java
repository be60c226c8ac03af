package dev.waybill.worker.imports;

import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.tenancy.Scope;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds what an import had fetched whose failed records are imported once more: they are the ones it numbered. */
final class EarlierImports {

    private static final int LONGEST_CHAIN = 100;

    private final ProcessReader reader;

    EarlierImports(ProcessReader reader) {
        this.reader = reader;
    }

    /**
     * The first that is found, going back from retry to retry.
     *
     * @param retryOf null when it is no retry
     * @param fetched what a process had fetched
     */
    <T> Optional<T> find(long workspaceId, @Nullable Long retryOf, Function<Process, Optional<T>> fetched) {
        Long id = retryOf;
        for (int hops = 0; id != null && hops < LONGEST_CHAIN; hops++) {
            Optional<Process> process = reader.find(new Scope(workspaceId, null), new ProcessId(id));
            Optional<T> found = process.flatMap(fetched);
            if (found.isPresent()) {
                return found;
            }
            id = process.map(EarlierImports::retryOf).orElse(null);
        }
        return Optional.empty();
    }

    private static @Nullable Long retryOf(Process process) {
        long id = Objects.requireNonNullElseGet(process.input(), JobJson.MAPPER::createObjectNode)
                .path("retry_of")
                .asLong();
        return id > 0 && id < process.id().value() ? id : null;
    }
}
