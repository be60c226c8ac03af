package dev.waybill.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** All that can be set. */
final class Settings {

    private Settings() {}

    /** The keys of every {@code @ConfigurationProperties} record of ours; those of maps are left out. */
    static List<String> keys() throws ClassNotFoundException {
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
            } else if (!Map.class.isAssignableFrom(component.getType())) {
                keys.add(key);
            }
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
