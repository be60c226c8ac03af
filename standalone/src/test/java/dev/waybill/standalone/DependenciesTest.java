package dev.waybill.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What waybill.jar is made of. Enforcer's {@code dependencyConvergence} has seen to it that each dependency is asked for in
 * one version; here are licences, duplicate classes, and the bill of materials.
 */
class DependenciesTest {

    /** Written by the root's cyclonedx-maven-plugin, unless Maven is told to be offline. */
    private static final Path BILL = Path.of("../target/bom.json");

    private static final LicenceTable LICENCES = new LicenceTable();

    @Test
    void haveAllowedLicences() {
        List<RepositoryJar> jars = RepositoryJar.all();
        assertThat(jars).as("the class path is that of the standalone").hasSizeGreaterThan(100);
        assertThat(jars)
                .as("licences that are not in licences.properties, and no reason in licence-exceptions.properties")
                .allMatch(jar -> LICENCES.allows(jar.dependency(), jar.licences()));
    }

    @Test
    void haveNoExceptionThatNobodyNeeds() {
        Set<String> there =
                RepositoryJar.all().stream().map(RepositoryJar::dependency).collect(Collectors.toSet());
        assertThat(there).containsAll(LICENCES.exceptions());
    }

    @Test
    void areNamedInTheNoticeWhenTheirLicenceAsksForIt() throws IOException {
        String notice = Files.readString(Path.of("../NOTICE"));
        assertThat(notice).contains("JobRunr", "OpenHTMLtoPDF", "JasperReports", "javax.annotation-api", "logback");
    }

    @Test
    void doNotBringAClassTwice() throws IOException {
        Map<String, Path> seen = new HashMap<>();
        List<String> twice = new ArrayList<>();
        for (RepositoryJar jar : RepositoryJar.all()) {
            for (String name : classes(jar.file())) {
                Path other = seen.putIfAbsent(name, jar.file());
                if (other != null) {
                    twice.add("%s in %s and %s"
                            .formatted(name, other.getFileName(), jar.file().getFileName()));
                }
            }
        }
        assertThat(twice).isEmpty();
    }

    @Test
    void standInTheBillOfMaterialsInOneVersionAndWithAnAllowedLicence() throws IOException {
        assumeThat(BILL).as("Maven was offline").exists();
        Map<String, Set<String>> versions = new TreeMap<>();
        JsonNode components = new ObjectMapper().readTree(BILL.toFile()).path("components");
        for (JsonNode component : components) {
            String dependency = component.path("group").asText() + ":"
                    + component.path("name").asText();
            versions.computeIfAbsent(dependency, absent -> new TreeSet<>())
                    .add(component.path("version").asText());
            assertThat(LICENCES.allows(dependency, licences(component)))
                    .as("%s is under %s", dependency, licences(component))
                    .isTrue();
        }
        assertThat(versions)
                .hasSizeGreaterThan(100)
                .allSatisfy((dependency, found) -> assertThat(found).hasSize(1));
        assertThat(versions).containsKeys("dev.waybill:worker", "org.jobrunr:jobrunr", "org.postgresql:postgresql");
    }

    private static List<String> licences(JsonNode component) {
        List<String> names = new ArrayList<>();
        for (JsonNode choice : component.path("licenses")) {
            names.add(choice.path("license").path("id").asText());
            names.add(choice.path("license").path("name").asText());
            names.add(choice.path("expression").asText());
        }
        names.removeIf(String::isEmpty);
        return names;
    }

    private static List<String> classes(Path jar) throws IOException {
        List<String> names = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            Enumeration<JarEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                String name = entries.nextElement().getName();
                if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.endsWith("module-info.class")) {
                    names.add(name);
                }
            }
        }
        return names;
    }
}
