package dev.waybill.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

class ReasonTest {

    @Test
    void showsNeitherSqlNorStack() {
        assertThat(Reason.of(new DataIntegrityViolationException("INSERT INTO secrets VALUES ('x')")))
                .isEqualTo(new Reason("database_error", "The database refused or lost a statement of the job"));
        assertThat(Reason.of(new IllegalStateException("first line\n\tat second")))
                .isEqualTo(new Reason("unexpected_error", "IllegalStateException: first line"));
        assertThat(Reason.of(new IOException())).isEqualTo(new Reason("io_error", "IOException"));
        assertThat(Reason.of(new IllegalStateException("x".repeat(5000))).sentence())
                .hasSizeLessThan(340);
        assertThat(Reason.of(new OutOfMemoryError()).code()).isEqualTo("out_of_memory");
    }
}
