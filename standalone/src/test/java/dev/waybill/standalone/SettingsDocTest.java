package dev.waybill.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever can be set is described to those who operate it. */
class SettingsDocTest {

    @Test
    void describesEverySetting() throws Exception {
        String docs = docs();

        assertThat(Settings.keys())
                .hasSizeGreaterThan(50)
                .allSatisfy(key -> assertThat(docs).as("docs/*.md").contains("`" + key + "`"));
    }

    private static String docs() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> pages = Files.list(Path.of("..", "docs"))) {
            for (Path page :
                    pages.filter(path -> path.toString().endsWith(".md")).toList()) {
                text.append(Files.readString(page));
            }
        }
        return text.toString();
    }
}
