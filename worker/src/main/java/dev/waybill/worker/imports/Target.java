package dev.waybill.worker.imports;

import dev.waybill.shared.imports.ImportSettings;
import dev.waybill.shared.imports.ImportTarget;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.process.ProcessItem;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What records can become, a port: products, or locations. */
interface Target {

    ImportTarget name();

    /**
     * How a source is imported.
     *
     * @param columns names of its columns
     * @throws Rejected when these columns make no record, or the settings make no sense
     */
    Plan<?> plan(ImportSettings settings, List<String> columns, Run run);

    /**
     * Takes back what an import did, as far as nobody changed it since.
     *
     * @param imported the process that did it
     * @param items what it did, at most 1,000 items with status success
     * @return what became of each item, in their order
     */
    List<Restored> restore(JdbcClient tx, Run run, long imported, List<ProcessItem> items);

    /** Who runs, where. */
    record Run(long workspaceId, long processId) {}
}
