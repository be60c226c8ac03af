package dev.waybill.shared.bulk;

import dev.waybill.shared.job.JobType;
import dev.waybill.shared.process.ProcessSelection;
import dev.waybill.shared.queue.QueueAutoConfiguration;
import dev.waybill.shared.tenancy.RoleTransactions;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What bulk actions need on both sides. */
@AutoConfiguration(after = QueueAutoConfiguration.class)
public class BulkAutoConfiguration {

    @Bean
    JobType<BulkActionInput> bulkActionType() {
        return BulkTypes.ACTION;
    }

    @Bean
    @ConditionalOnBean(RoleTransactions.class)
    ProcessSelection processSelection(JdbcClient jdbc, RoleTransactions roles) {
        return new ProcessSelection(jdbc, roles);
    }
}
