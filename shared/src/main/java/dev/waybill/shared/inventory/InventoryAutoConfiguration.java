package dev.waybill.shared.inventory;

import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.RunScoping;
import dev.waybill.shared.queue.QueueAutoConfiguration;
import dev.waybill.shared.schedule.ScheduleTargets;
import dev.waybill.shared.tenancy.AuditLog;
import dev.waybill.shared.tenancy.RoleTransactions;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Inventory as both sides know it: the types of its jobs, its tables, and what a submission is about. */
@AutoConfiguration(after = QueueAutoConfiguration.class)
public class InventoryAutoConfiguration {

    @Bean
    JobType<SyncInput> stockSyncType() {
        return InventoryTypes.STOCK;
    }

    @Bean
    JobType<SyncInput> priceSyncType() {
        return InventoryTypes.PRICE;
    }

    @Bean
    JobType<SyncInput> ordersSyncType() {
        return InventoryTypes.ORDERS;
    }

    @Bean
    JobType<SyncInput> fullSyncType() {
        return InventoryTypes.FULL;
    }

    @Bean
    JobType<DriftInput> driftType() {
        return InventoryTypes.DRIFT;
    }

    @Bean
    RunScoping stockSyncScoping() {
        return new SyncScoping(InventoryTypes.STOCK);
    }

    @Bean
    RunScoping priceSyncScoping() {
        return new SyncScoping(InventoryTypes.PRICE);
    }

    @Bean
    RunScoping ordersSyncScoping() {
        return new SyncScoping(InventoryTypes.ORDERS);
    }

    @Bean
    RunScoping fullSyncScoping() {
        return new SyncScoping(InventoryTypes.FULL);
    }

    /** Where there is a database. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(RoleTransactions.class)
    static class Stored {

        @Bean
        Findings findings(JdbcClient jdbc, RoleTransactions roles, AuditLog audit) {
            return new Findings(jdbc, roles, audit);
        }

        @Bean
        InventoryRuns inventoryRuns(JdbcClient jdbc, RoleTransactions roles) {
            return new InventoryRuns(jdbc, roles);
        }

        @Bean
        InventoryItems inventoryItems() {
            return new InventoryItems();
        }

        @Bean
        Differences inventoryDifferences() {
            return new Differences();
        }

        @Bean
        DriftFindings driftFindings() {
            return new DriftFindings();
        }

        @Bean
        ComparedRuns comparedRuns(InventoryRuns runs) {
            return new ComparedRuns(runs);
        }

        @Bean
        ScheduleTargets driftTargets(JdbcClient jdbc) {
            return new DriftTargets(jdbc);
        }

        @Bean
        RunScoping driftScoping(ComparedRuns runs) {
            return new DriftScoping(runs);
        }
    }
}
