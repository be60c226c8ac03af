package dev.waybill.testkit;

import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.verify.Verification;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** What is true of the ledger after every commit, whoever commits what at the same time: {@link Verification}, for tests. */
public final class LedgerInvariants {

    private LedgerInvariants() {}

    /** A sentence for each violation; empty when all is well. */
    public static List<String> violations(DataSource dataSource) {
        DataSourceTransactionManager transactions = new DataSourceTransactionManager(dataSource);
        JdbcClient jdbc = JdbcClient.create(dataSource);
        List<String> sentences = new ArrayList<>();
        new Verification(jdbc, new RoleTransactions(jdbc, transactions), transactions)
                .all(divergence -> sentences.add(divergence.sentence()));
        return sentences;
    }
}
