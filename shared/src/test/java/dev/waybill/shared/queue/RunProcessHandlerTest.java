package dev.waybill.shared.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class RunProcessHandlerTest {

    private static final RunProcess REQUEST = new RunProcess(42);

    @Test
    void putsOffForALostDatabaseHoweverOftenTheJobWasPutOffBefore() {
        RuntimeException lost = new DataAccessResourceFailureException("lost", new SQLException("gone", "08006"));

        assertThat(RunProcessHandler.putOff(REQUEST, 1_000, lost))
                .isEqualTo(new AttemptEnd.PutOff("database_unavailable", Duration.ofSeconds(1)));
    }

    @Test
    void givesUpOnAMistakeOfOursInTheEnd() {
        RuntimeException mistake = new IllegalStateException("a mistake");

        assertThat(RunProcessHandler.putOff(REQUEST, 9, mistake)).isInstanceOf(AttemptEnd.PutOff.class);
        assertThat(RunProcessHandler.putOff(REQUEST, 10, mistake)).isInstanceOf(AttemptEnd.GaveUp.class);
    }
}
