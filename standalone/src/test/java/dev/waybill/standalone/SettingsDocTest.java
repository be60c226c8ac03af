package dev.waybill.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** Whatever can be set is described to those who operate it. */
class SettingsDocTest {

    @Test
    void describesEverySetting() throws Exception {
        String docs = docs();

        assertThat(settings())
                .hasSizeGreaterThan(50)
                .allSatisfy(key -> assertThat(docs).as("docs/*.md").contains("`" + key + "`"));
    }

    private static List<String> settings() throws ClassNotFoundException {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        List<String> keys = new ArrayList<>();
        for (var candidate : scan.findCandidateComponents("dev.waybill")) {
            Class<?> type = ClassUtils.forName(String.valueOf(candidate.getBeanClassName()), null);
            add(keys, type.getAnnotation(ConfigurationProperties.class).value(), type);
        }
        return keys;
    }

    private static void add(List<String> keys, String prefix, Class<?> type) {
        for (var component : type.getRecordComponents()) {
            String key = prefix + "." + kebab(component.getName());
            if (component.getType().isRecord()) {
                add(keys, key, component.getType());
            } else if (!java.util.Map.class.isAssignableFrom(component.getType())) {
                keys.add(key);
            }
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
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
