package dev.waybill.shared.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @Test
    void saysWhatToDoWhereNoBinariesFit(@TempDir Path cache) {
        assertThatThrownBy(() -> PostgresBinaries.unpackedIn(cache, "SunOS", "sparcv9"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SunOS on sparcv9")
                .hasMessageContaining("WAYBILL_DATABASE_URL");
    }

    @Test
    void isSafeAgainstPowerFailuresUnlessToldOtherwise(@TempDir Path directory) {
        EmbeddedPostgres.Options options = EmbeddedPostgres.Options.in(directory);

        assertThat(options.fsync()).isTrue();
        assertThat(options.port()).isZero();
        assertThat(options.withFsync(false).fsync()).isFalse();
    }

    @Test
    void refusesAPortThatCannotBe(@TempDir Path directory) {
        assertThatThrownBy(() -> EmbeddedPostgres.Options.in(directory).withPort(70_000))
                .hasMessageContaining("70000");
    }
}
