package dev.waybill.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.job.JobType;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.jobrunr.dashboard.JobRunrDashboardWebServer;
import org.jobrunr.server.BackgroundJobServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@PostgresTest
@Timeout(60)
class DashboardApplicationPostgresTest {

    private static final JobType<Nothing> TYPE = JobType.of("nothing", Nothing.class);

    private final HttpClient http = HttpClient.newHttpClient();
    private final TestDatabase database;
    private final ConfigurableApplicationContext application;

    record Nothing(int rows) {}

    DashboardApplicationPostgresTest(TestDatabase database) {
        this.database = database;
        this.application = start();
    }

    @AfterEach
    void stop() {
        application.close();
        http.shutdownNow();
    }

    @Test
    void showsWhatIsEnqueuedAndRunsNothing() throws Exception {
        ProcessId id = submit();
        HttpResponse<String> jobs = send("GET", "/api/jobs?state=ENQUEUED&offset=0&limit=20&order=updatedAt:DESC");
        assertThat(jobs.statusCode()).isEqualTo(200);
        assertThat(jobs.body()).contains("nothing", "#" + id.value(), jobId(id).toString());
        assertThat(send("GET", "/api/servers").body()).isEqualTo("[]");
        assertThat(send("GET", "/api/problems").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/dashboard").body()).contains("<title>JobRunr</title>");
        assertThat(application.getBeanNamesForType(BackgroundJobServer.class)).isEmpty();
        assertThat(application.getBeanNamesForType(JobRunrDashboardWebServer.class))
                .isEmpty();
        assertThat(process(id).status()).isEqualTo(ProcessStatus.PENDING);
    }

    @Test
    void cancelsTheProcessOfAJobThatIsDeletedAndRefusesToBringItBack() throws Exception {
        ProcessId id = submit();
        String job = "/api/jobs/" + jobId(id);
        assertThat(send("DELETE", job).statusCode()).isEqualTo(204);
        assertThat(process(id).status()).isEqualTo(ProcessStatus.CANCELLED);
        assertThat(database.superuser()
                        .sql(
                                "SELECT details ->> 'through' FROM audit_logs WHERE action = 'process.deleted' AND subject_id = :id")
                        .param("id", id.value())
                        .query(String.class)
                        .list())
                .containsExactly("jobrunr");
        HttpResponse<String> requeued = send("POST", job + "/requeue");
        assertThat(requeued.statusCode()).isEqualTo(409);
        assertThat(requeued.body()).isEmpty();
        assertThat(process(id).status()).isEqualTo(ProcessStatus.CANCELLED);
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        application.getBean(DashboardServer.class).address().resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Sec-Fetch-Site", "same-origin")
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private ProcessId submit() {
        return application
                .getBean(ProcessQueue.class)
                .submit(Submission.of(Scope.SEEDED, TYPE, new Nothing(1)))
                .id();
    }

    private Process process(ProcessId id) {
        return application.getBean(ProcessReader.class).find(Scope.SEEDED, id).orElseThrow();
    }

    private UUID jobId(ProcessId id) {
        return database.superuser()
                .sql("SELECT job_id FROM processes WHERE id = :id")
                .param("id", id.value())
                .query(UUID.class)
                .single();
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(DashboardApplication.class, Types.class)
                .properties(
                        "spring.config.name=waybill-dashboard",
                        "waybill.dashboard.port=0",
                        "spring.main.banner-mode=off")
                .properties(database.springProperties())
                .run();
    }

    @Configuration(proxyBeanMethods = false)
    static class Types {
        @Bean
        JobType<Nothing> nothing() {
            return TYPE;
        }
    }
}
