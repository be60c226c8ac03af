package dev.waybill.shared.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class FilesPropertiesTest {

    @Test
    void allowsTwoHundredMegabytesUnlessToldOtherwise() {
        assertThat(bind(Map.of()).maxSize()).isEqualTo(DataSize.ofMegabytes(200));
        assertThat(bind(Map.of("waybill.files.max-size", "3KB")).maxSize()).isEqualTo(DataSize.ofKilobytes(3));
    }

    @Test
    void keepsFilesInTheDatabaseUnlessADirectoryIsNamed() {
        assertThat(bind(Map.of()).directory()).isNull();
        assertThat(bind(Map.of("waybill.files.directory", "/mnt/waybill")).directory())
                .isEqualTo(Path.of("/mnt/waybill"));
    }

    @Test
    void namesTheKeyThatIsWrong() {
        assertThatThrownBy(() -> bind(Map.of("waybill.files.max-size", "0B")))
                .hasStackTraceContaining("waybill.files.max-size");
    }

    private static FilesProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("waybill.files", FilesProperties.class);
    }
}
