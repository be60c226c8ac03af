package dev.waybill.worker.inventory;

import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.FilesAutoConfiguration;
import dev.waybill.shared.imports.ImportPages;
import dev.waybill.shared.inventory.ComparedRuns;
import dev.waybill.shared.inventory.Differences;
import dev.waybill.shared.inventory.DriftFindings;
import dev.waybill.shared.inventory.DriftInput;
import dev.waybill.shared.inventory.InventoryAutoConfiguration;
import dev.waybill.shared.inventory.InventoryItems;
import dev.waybill.shared.inventory.InventoryRuns;
import dev.waybill.shared.inventory.InventoryTypes;
import dev.waybill.shared.inventory.SyncInput;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.queue.HeldProcesses;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.worker.source.ApiPages;
import dev.waybill.worker.source.SourceAutoConfiguration;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes a worker take snapshots and compare them. */
@AutoConfiguration(
        after = {InventoryAutoConfiguration.class, FilesAutoConfiguration.class, SourceAutoConfiguration.class},
        beforeName = "dev.waybill.worker.runtime.RuntimeAutoConfiguration")
@ConditionalOnBean({FileStore.class, ApiPages.class, InventoryRuns.class})
@EnableConfigurationProperties({InventoryProperties.class, DriftProperties.class})
public class InventoryJobsAutoConfiguration {

    @Bean
    Owners inventoryOwners(ProcessReader reader) {
        return new Owners(reader);
    }

    @Bean
    SubjectSources subjectSources(
            FileStore files,
            ApiPages pages,
            ImportPages fetched,
            JdbcClient jdbc,
            RoleTransactions roles,
            InventoryProperties properties) {
        return new SubjectSources(files, pages, fetched, jdbc, roles, properties);
    }

    @Bean
    Syncs inventorySyncs(
            SubjectSources sources,
            Owners owners,
            InventoryRuns runs,
            InventoryItems items,
            HeldProcesses processes,
            InventoryProperties properties) {
        return new Syncs(sources, owners, runs, new SyncWriter(runs, items, processes), properties);
    }

    @Bean
    Job<SyncInput> stockSync(Syncs syncs) {
        return syncs.job(InventoryTypes.STOCK);
    }

    @Bean
    Job<SyncInput> priceSync(Syncs syncs) {
        return syncs.job(InventoryTypes.PRICE);
    }

    @Bean
    Job<SyncInput> ordersSync(Syncs syncs) {
        return syncs.job(InventoryTypes.ORDERS);
    }

    @Bean
    Job<SyncInput> fullSync(Syncs syncs) {
        return syncs.job(InventoryTypes.FULL);
    }

    @Bean
    Job<DriftInput> drift(
            Owners owners,
            ComparedRuns runs,
            RoleTransactions roles,
            DataSource dataSource,
            Differences differences,
            DriftFindings findings,
            HeldProcesses processes,
            DriftProperties properties) {
        DriftReader reader = new DriftReader(roles, dataSource, differences, new Evidence(properties), properties);
        DriftWriter writer = new DriftWriter(findings, processes, properties);
        return new DriftJob(owners, runs, reader, writer, properties);
    }

    /** Makes the syncs, which differ in their type only. */
    record Syncs(
            SubjectSources sources,
            Owners owners,
            InventoryRuns runs,
            SyncWriter writer,
            InventoryProperties properties) {

        Job<SyncInput> job(JobType<SyncInput> type) {
            return new SyncJob(type, sources, owners, runs, writer, properties);
        }
    }
}
