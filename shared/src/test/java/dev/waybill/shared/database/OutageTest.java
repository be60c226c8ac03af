package dev.waybill.shared.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionSystemException;

class OutageTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "08003", "57P01", "57P02", "57P03", "53300", "53100", "25006"})
    void knowsTheStatesOfAServerThatIsNotThere(String state) {
        assertThat(Outage.explains(new IllegalStateException(new SQLException("gone", state))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "40001", "40P01", "42P01", "57014", "22001"})
    void knowsTheStatesOfAStatementThatWasRefused(String state) {
        assertThat(Outage.explains(new SQLException("refused", state))).isFalse();
    }

    @Test
    void looksBehindARollbackThatFailed() {
        TransactionSystemException rollback =
                new TransactionSystemException("JDBC rollback failed", new SQLException("odd"));
        rollback.initApplicationException(new IllegalStateException(new SQLException("gone", "08006")));

        assertThat(Outage.explains(rollback)).isTrue();
        assertThat(Outage.explains(new TransactionSystemException("x", new SQLException("Connection is closed"))))
                .isTrue();
    }

    @Test
    void takesAPoolThatHasNoConnectionForAnOutage() {
        assertThat(Outage.explains(new SQLTransientConnectionException("timed out")))
                .isTrue();
    }

    @Test
    void leavesEverythingElse() {
        assertThat(Outage.explains(new IOException("provider is down"))).isFalse();
        assertThat(Outage.explains(new DataIntegrityViolationException("duplicate")))
                .isFalse();
    }
}
