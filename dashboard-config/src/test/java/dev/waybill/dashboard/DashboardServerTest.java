package dev.waybill.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.JobDetails;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.storage.BackgroundJobServerStatus;
import org.jobrunr.storage.InMemoryStorageProvider;
import org.jobrunr.storage.StorageException;
import org.jobrunr.utils.mapper.JsonMapper;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class DashboardServerTest {

    private static final String SIGN_IN = "Basic " + Base64.getEncoder().encodeToString("ada:secret".getBytes(UTF_8));

    private final JsonMapper jsonMapper = new JacksonJsonMapper();
    private final InMemoryStorageProvider storage = new InMemoryStorageProvider();
    private final HttpClient http = HttpClient.newHttpClient();
    private final DashboardServer server = server(0);

    @BeforeEach
    void start() {
        storage.setJobMapper(new JobMapper(jsonMapper));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
        storage.close();
        http.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/dashboard", "/dashboard/static/js/x.js", "/api/jobs", "/sse/jobstats"})
    void asksForSignInBeforeAnything(String path) throws Exception {
        HttpResponse<String> answer = http.send(to(path).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic realm="));
        assertSecured(answer);
    }

    @Test
    void refusesACrossSitePostThatTheBrowserSignedIn() throws Exception {
        Job job = enqueued();
        HttpRequest request = signedIn("/api/jobs/" + job.getId() + "/requeue")
                .header("Origin", "http://evil.example")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertSecured(answer);
        assertThat(storage.getJobById(job.getId()).getJobStates()).hasSize(1);
    }

    @Test
    void refusesANameThatIsNotItsOwn() throws Exception {
        String answer = raw("GET /api/jobs HTTP/1.1", "Host: evil.example:8000", "Authorization: " + SIGN_IN);
        assertThat(answer).startsWith("HTTP/1.1 421 ").doesNotContain("items");
    }

    @Test
    void servesThePageWithAPolicyThatNamesItsScripts() throws Exception {
        HttpResponse<String> page = get("/dashboard/jobs?state=ENQUEUED");
        assertThat(page.statusCode()).isEqualTo(200);
        assertSecured(page);
        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        String nonce = Pattern.compile("nonce=\"([^\"]+)\"")
                .matcher(page.body())
                .results()
                .map(found -> found.group(1))
                .distinct()
                .reduce((a, b) -> a + b)
                .orElseThrow();
        assertThat(page.headers().allValues("Content-Security-Policy")).hasSize(1);
        assertThat(policy)
                .contains("script-src 'nonce-" + nonce + "' 'strict-dynamic'", "connect-src 'self'")
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(get("/dashboard").body()).doesNotContain(nonce);
    }

    @Test
    void servesScriptsThatDoNotCallHome() throws Exception {
        String page = get("/dashboard").body();
        List<String> scripts = Pattern.compile("src=\"([^\"]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
        int silenced = 0;
        assertThat(scripts).hasSizeGreaterThan(2);
        for (String script : scripts) {
            HttpResponse<String> answer = get(script);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/javascript");
            assertThat(answer.headers().firstValue("Cache-Control").orElse("")).startsWith("private");
            assertThat(answer.body().contains("api.jobrunr.io")).as(script).isFalse();
            silenced += answer.body().contains("/dashboard/nobody/api/version") ? 1 : 0;
        }
        assertThat(silenced).isPositive();
    }

    @Test
    void sendsTheRootToThePage() throws Exception {
        HttpResponse<String> answer = get("/");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("/dashboard");
        assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
    }

    @Test
    void listsAndActsOnJobsForItsOwnPage() throws Exception {
        Job job = enqueued();
        assertThat(get("/api/jobs?state=ENQUEUED&offset=0&limit=20").body())
                .contains(job.getId().toString());
        assertThat(get("/api/version").body()).contains("\"allowAnonymousDataUsage\":false");

        HttpRequest delete = signedIn("/api/jobs/" + job.getId())
                .header("Sec-Fetch-Site", "same-origin")
                .DELETE()
                .build();
        HttpResponse<String> deleted = http.send(delete, BodyHandlers.ofString());
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertSecured(deleted);
        assertThat(storage.getJobById(job.getId()).getState().name()).isEqualTo("DELETED");
        assertThat(http.send(delete, BodyHandlers.ofString()).statusCode()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/jobs/not-a-uuid",
                "/api/jobs?state=NONSENSE",
                "/api/jobs/3f0c5f5e-0d5c-4bfb-8a5d-6a7a3d2f9c11",
                "/api/nothing",
                "/api",
                "/dashboard/static/",
                "/dashboard/static/x.map",
                "/dashboard/static/../../../../../../outside.txt",
                "/dashboard/static/%2e%2e/%2e%2e/index.html",
                "/dashboard//x",
                "/sse/nothing",
                "/sse/jobs/not-a-uuid",
            })
    void answersOddRequestsWithoutAStackTrace(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isBetween(400, 499);
        assertThat(answer.body()).doesNotContain("\tat ", "Exception", "org.jobrunr");
        assertSecured(answer);
    }

    @Test
    void hidesTheStackTraceOfARequestThatJobRunrCannotRead() throws Exception {
        HttpResponse<String> answer = get("/api/jobs?limit=many");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("Internal error; see the dashboard's log.");
    }

    @Test
    void hidesTheStackTraceOfAFailingStore() throws Exception {
        DashboardServer failing = new DashboardServer(properties(0), new FailingStorage(), jsonMapper);
        failing.start();
        try {
            HttpRequest request = HttpRequest.newBuilder(failing.address().resolve("/api/servers"))
                    .header("Authorization", SIGN_IN)
                    .build();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).isEqualTo("Internal error; see the dashboard's log.");
        } finally {
            failing.stop();
        }
    }

    @Test
    void streamsCountersToManyReadersOfWhomOneNeverReads() throws Exception {
        enqueued();
        try (Socket idle = new Socket()) {
            idle.setReceiveBufferSize(1024);
            idle.connect(new InetSocketAddress(
                    server.address().getHost(), server.address().getPort()));
            idle.getOutputStream()
                    .write(request("GET /sse/jobstats HTTP/1.1", "Host: localhost", "Authorization: " + SIGN_IN));
            HttpResponse<Stream<String>> stream =
                    http.send(signedIn("/sse/jobstats").build(), BodyHandlers.ofLines());
            assertThat(stream.statusCode()).isEqualTo(200);
            assertThat(stream.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertSecured(stream);
            CompletableFuture<String> counters = CompletableFuture.supplyAsync(() -> stream.body()
                    .filter(line -> line.startsWith("data: {"))
                    .findFirst()
                    .orElseThrow());
            assertThat(counters.get(15, SECONDS)).contains("\"enqueued\":1");
        }
    }

    @Test
    void endsItsStreamsWhenItStops() throws Exception {
        HttpResponse<Stream<String>> stream = http.send(signedIn("/sse/servers").build(), BodyHandlers.ofLines());
        CompletableFuture<Long> lines =
                CompletableFuture.supplyAsync(() -> stream.body().count());
        CompletableFuture.runAsync(server::stop).get(10, SECONDS);
        lines.get(5, SECONDS);
        assertThat(server.isRunning()).isFalse();
        server.start();
        assertThat(get("/dashboard").statusCode()).isEqualTo(200);
    }

    @Test
    void namesTheKeyWhenItsPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            DashboardServer second = server(taken.getLocalPort());
            assertThatThrownBy(second::start).hasMessageContaining("waybill.dashboard.port");
        }
    }

    private Job enqueued() {
        return storage.save(new Job(UUID.randomUUID(), new JobDetails("java.lang.System", null, "gc", List.of())));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(signedIn(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder signedIn(String path) {
        return to(path).header("Authorization", SIGN_IN);
    }

    private HttpRequest.Builder to(String path) {
        URI address = server.address();
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + path))
                .timeout(Duration.ofSeconds(20));
    }

    private String raw(String... lines) throws Exception {
        try (Socket socket =
                new Socket(server.address().getHost(), server.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request(lines));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
        }
    }

    private static byte[] request(String... lines) {
        return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(UTF_8);
    }

    private static void assertSecured(HttpResponse<?> answer) {
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(answer.headers().firstValue("Cross-Origin-Resource-Policy")).hasValue("same-origin");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(answer.headers().map()).doesNotContainKeys("access-control-allow-methods");
    }

    private DashboardServer server(int port) {
        return new DashboardServer(properties(port), storage, jsonMapper);
    }

    private static DashboardProperties properties(int port) {
        return new DashboardProperties(
                true, InetAddress.ofLiteral("127.0.0.1"), port, "ada", "secret", List.of(), Duration.ofSeconds(2));
    }

    private static final class FailingStorage extends InMemoryStorageProvider {
        @Override
        public List<BackgroundJobServerStatus> getBackgroundJobServers() {
            throw new StorageException("relation \"jobrunr_servers\" does not exist");
        }
    }
}
