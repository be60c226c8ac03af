package dev.waybill.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.dashboard.DashboardProperties;
import dev.waybill.shared.database.MigrateCommand;
import dev.waybill.testkit.MonitoringFiles;
import dev.waybill.worker.runtime.WorkerProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** All that the compose file says of our nodes, against their code and settings. */
class ComposeAgainstCodeTest {

    private final ComposeFile compose = ComposeFile.read();

    @TempDir
    private Path directory;

    @Test
    void startsTheJarsThatTheImageHas() throws IOException {
        String dockerfile = String.join("\n", ComposeFile.dockerfile());

        assertThat(compose.nodes()).hasSize(4).allSatisfy((name, service) -> {
            List<String> command = ComposeFile.texts(service.path("command"));
            String role = command.getFirst().replaceFirst("/.*", "");
            assertThat(command.getFirst()).isEqualTo(role + "/" + role + ".jar");
            assertThat(dockerfile)
                    .containsPattern("COPY [a-z-]+/target/[a-z-]+-\\*-exec\\.jar " + role + "\\.jar")
                    .contains("COPY --from=layers /layers/" + role + "/dependencies/ " + role + "/")
                    .contains("COPY --from=layers /layers/" + role + "/snapshot-dependencies/ " + role + "/")
                    .contains("COPY --from=layers /layers/" + role + "/application/ " + role + "/");
            String[] arguments = command.stream().skip(1).toArray(String[]::new);
            assertThat(MigrateCommand.isAskedFor(arguments)).isEqualTo(name.equals("migrate"));
            assertThat(arguments).hasSizeLessThanOrEqualTo(1);
        });
        assertThat(dockerfile).containsPattern("(?m)^USER 10001$").doesNotContain("--chown");
    }

    @Test
    void letsTheImageCopyWhatItCopies() throws IOException {
        List<String> let = Files.readAllLines(ComposeFile.ROOT.resolve(".dockerignore"));

        assertThat(ComposeFile.dockerfile().stream()
                        .filter(line -> line.startsWith("COPY ") && !line.contains("--from="))
                        .map(line -> "!" + line.split(" ")[1]))
                .isNotEmpty()
                .allSatisfy(source -> assertThat(let).contains(source));
    }

    @Test
    void setsOnlyWhatCanBeSet() throws ClassNotFoundException {
        Set<String> known =
                Settings.keys().stream().map(ComposeAgainstCodeTest::letters).collect(Collectors.toSet());

        assertThat(compose.nodes()).allSatisfy((name, service) -> {
            assertThat(ComposeFile.members(service.path("environment")).keySet())
                    .filteredOn(variable -> !variable.startsWith("SPRING_") && !variable.startsWith("LOGGING_"))
                    .allSatisfy(variable -> assertThat(known).contains(letters(variable)));
            assertThat(service.path("environment").path("SPRING_CONFIG_IMPORT").asText())
                    .isEqualTo("configtree:/run/secrets/");
        });
    }

    @Test
    void handsSecretsOverInFiles() throws Exception {
        List<String> known = Settings.keys();
        Set<String> mentioned = new HashSet<>();
        compose.services()
                .values()
                .forEach(service -> ComposeFile.members(service.path("environment")).values().stream()
                        .map(JsonNode::asText)
                        .filter(value -> value.startsWith("/run/secrets/"))
                        .forEach(value -> mentioned.add(value.substring("/run/secrets/".length()))));
        Set<String> used = compose.services().values().stream()
                .flatMap(service -> ComposeFile.texts(service.path("secrets")).stream())
                .collect(Collectors.toSet());
        Map<String, JsonNode> defined = ComposeFile.members(compose.document().path("secrets"));

        assertThat(used)
                .isEqualTo(defined.keySet())
                .allSatisfy(secret -> assertThat(known.contains(secret) || mentioned.contains(secret))
                        .isTrue());
        assertThat(used).containsAll(mentioned);
        assertThat(compose.document().toString()).doesNotContainPattern("(?i)(PASSWORD|KEY|SECRET)\":\"");

        assertThat(ComposeFile.run(
                        directory,
                        ComposeFile.ROOT
                                .resolve("docker/secrets")
                                .toAbsolutePath()
                                .toString()))
                .isZero();
        assertThat(defined.values())
                .allSatisfy(secret -> assertThat(
                                directory.resolve(secret.path("file").asText()))
                        .exists());
        assertThat(Files.readString(directory.resolve("secrets/first-admin-key")))
                .matches("wbk_first_[0-9a-f]{64}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("secrets"))))
                .isEqualTo("rwx------");
    }

    @Test
    void asksThePortsThatNodesListenOn() {
        JsonNode api = MonitoringFiles.yaml(Path.of("..", "api/src/main/resources/waybill-api.yml"));
        JsonNode worker = MonitoringFiles.yaml(Path.of("..", "worker/src/main/resources/waybill-worker.yml"));
        String management = api.path("management").path("server").path("port").asText();
        String ofWorker = worker.path("server").path("port").asText();

        assertThat(ComposeFile.check(compose.service("api")))
                .containsExactly("CMD", "healthy", management, "/actuator/health/readiness");
        assertThat(ComposeFile.check(compose.service("worker")))
                .containsExactly("CMD", "healthy", ofWorker, "/actuator/health/readiness");
        assertThat(ComposeFile.check(compose.service("dashboard")))
                .startsWith(
                        "CMD",
                        "healthy",
                        Integer.toString(bound("waybill.dashboard", DashboardProperties.class)
                                .port()));
        JsonNode scrape = MonitoringFiles.yaml(MonitoringFiles.scrape()).path("scrape_configs");
        assertThat(scrape).hasSize(2).allSatisfy(job -> {
            JsonNode found = job.path("dns_sd_configs").path(0);
            String service = found.path("names").path(0).asText();
            assertThat(job.path("job_name").asText()).isEqualTo("waybill-" + service);
            assertThat(job.path("metrics_path").asText()).isEqualTo("/actuator/prometheus");
            assertThat(found.path("port").asText()).isEqualTo(service.equals("api") ? management : ofWorker);
        });
    }

    @Test
    void passesRequestsOnToTheApi() throws IOException {
        String proxy = Files.readString(ComposeFile.ROOT.resolve("docker/proxy.conf"));
        JsonNode api = MonitoringFiles.yaml(Path.of("..", "api/src/main/resources/waybill-api.yml"));

        assertThat(proxy)
                .contains("set $api api;")
                .contains("proxy_pass http://$api:"
                        + api.path("server").path("port").asText() + ";")
                .contains("proxy_buffering off;")
                .contains("location = /proxy-health")
                .doesNotContain("$proxy_add_x_forwarded_for");
        assertThat(compose.service("api")
                        .path("environment")
                        .path("WAYBILL_API_TRUSTED_PROXIES")
                        .asText())
                .isEqualTo(compose.document()
                        .at("/networks/front/ipam/config/0/subnet")
                        .asText());
        assertThat(ComposeFile.texts(compose.service("worker").path("networks")))
                .doesNotContain("front");
    }

    @Test
    void givesWorkersTheTimeToDrain() {
        WorkerProperties worker = bound("waybill.worker", WorkerProperties.class);
        Duration given = Duration.parse("PT"
                + compose.service("worker").path("stop_grace_period").asText().toUpperCase(Locale.ROOT));

        assertThat(given)
                .isGreaterThan(worker.drainTimeout().plus(worker.stopTimeout()).plusSeconds(5));
    }

    private static <T> T bound(String prefix, Class<T> type) {
        return new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate(prefix, type);
    }

    /** As relaxed binding compares them. */
    private static String letters(String name) {
        return name.replaceAll("[^a-zA-Z0-9]", "").toLowerCase(Locale.ROOT);
    }
}
