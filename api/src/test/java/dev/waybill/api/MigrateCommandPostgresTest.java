package dev.waybill.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.testkit.TestDatabase;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MigrateCommandPostgresTest {

    @Test
    void bringsAnEmptyDatabaseUpToDateAndEnds() {
        try (TestDatabase empty = TestDatabase.empty()) {
            ApiApplication.main(Stream.concat(
                            Stream.of("migrate"),
                            Arrays.stream(empty.springProperties()).map(setting -> "--" + setting))
                    .toArray(String[]::new));

            assertThat(empty.jdbc()
                            .sql("SELECT count(*) FROM processes")
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }
}
