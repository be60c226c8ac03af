package dev.waybill.shared.verify;

import dev.waybill.shared.queue.QueueAutoConfiguration;
import dev.waybill.shared.tenancy.RoleTransactions;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The comparison of the ledger with itself. */
@AutoConfiguration(after = QueueAutoConfiguration.class)
@ConditionalOnBean(RoleTransactions.class)
public class VerifyAutoConfiguration {

    @Bean
    Verification verification(JdbcClient jdbc, RoleTransactions roles, PlatformTransactionManager transactionManager) {
        return new Verification(jdbc, roles, transactionManager);
    }
}
