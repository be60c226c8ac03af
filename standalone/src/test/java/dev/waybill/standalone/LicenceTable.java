package dev.waybill.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/** Which licences a dependency may have, and which dependencies may have another. */
final class LicenceTable {

    private final Set<String> allowed = new HashSet<>();
    private final Properties exceptions = read("licence-exceptions.properties");

    LicenceTable() {
        read("licences.properties")
                .forEach((id, names) -> Stream.concat(Stream.of((String) id), Stream.of(((String) names).split(";")))
                        .map(LicenceTable::plain)
                        .filter(name -> !name.isEmpty())
                        .forEach(allowed::add));
    }

    /** Whether one of several licences to choose from is allowed, or the dependency is named with a reason. */
    boolean allows(String dependency, Collection<String> licences) {
        return exceptions.containsKey(dependency)
                || licences.stream().map(LicenceTable::plain).anyMatch(allowed::contains);
    }

    /** Dependencies with a reason of their own. */
    Set<String> exceptions() {
        return exceptions.stringPropertyNames();
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static Properties read(String name) {
        Properties properties = new Properties();
        try (InputStream in = LicenceTable.class.getResourceAsStream(name)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
