package dev.waybill.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.shared.tracing.TraceContext;
import dev.waybill.testkit.GeminiStandIn;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import dev.waybill.testkit.faults.ProbedNode;
import dev.waybill.worker.ai.JsonAnswers;
import dev.waybill.worker.outbound.OutboundClient;
import dev.waybill.worker.outbound.OutboundRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What leaves a whole worker beside its metrics: its log, and the trace on its calls. */
@PostgresTest
@ExtendWith(OutputCaptureExtension.class)
class LogAndTracePostgresTest {

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static GeminiStandIn model;
    private static ProbedNode node;
    private static ScriptedNode jobs;

    @BeforeAll
    static void start(TestDatabase database) {
        model = new GeminiStandIn();
        node = ProbedNode.start(
                TestNode.Application.class,
                "waybill-worker",
                database,
                "waybill.worker.name=heard",
                "waybill.outbound.allow=127.0.0.1",
                "logging.structured.format.console=logstash",
                "waybill.ai.gemini.base-url=" + model.uri(),
                "waybill.ai.gemini.api-key=k");
        jobs = new ScriptedNode(node);
    }

    @AfterAll
    static void stop() {
        node.close();
        model.close();
    }

    @Test
    void goesOnWithTheTraceThatAProcessWasSubmittedFor() throws Exception {
        BlockingQueue<String> traces = new LinkedBlockingQueue<>();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            traces.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        other.start();
        String url = "http://127.0.0.1:" + other.getAddress().getPort() + "/";
        Scripted.script("calls", progress -> {
            node.bean(OutboundClient.class)
                    .send(OutboundRequest.get(url), progress)
                    .close();
            node.bean(JsonAnswers.class).ask(ScriptedNode.question(), progress, usage -> {});
            throw new Rejected("enough", "It has seen enough");
        });
        model.next(GeminiStandIn.text("{}"));

        try (TraceContext.Entered entered = TraceContext.enter(TraceContext.parse(TRACE))) {
            jobs.end(jobs.submit("calls"), ProcessStatus.FAILED);
        } finally {
            other.stop(0);
        }

        String id = TRACE.substring(3, 35);
        assertThat(TraceContext.parse(traces.poll(10, TimeUnit.SECONDS))
                        .orElseThrow()
                        .traceId())
                .isEqualTo(id);
        assertThat(TraceContext.parse(model.calls().getLast().trace())
                        .orElseThrow()
                        .traceId())
                .isEqualTo(id);
    }

    @Test
    void logsAsJsonWithTheProcessInEachLine(CapturedOutput log) {
        Scripted.script("breaks", progress -> {
            throw new IllegalStateException("as it should");
        });
        ProcessId id;
        try (TraceContext.Entered entered = TraceContext.enter(TraceContext.parse(TRACE))) {
            id = node.bean(ProcessQueue.class)
                    .submit(Submission.of(Scope.SEEDED, Scripted.IMPATIENT, new Scripted.Input("breaks")))
                    .id();
        }
        jobs.end(id, ProcessStatus.FAILED);

        JsonNode line = log.getAll()
                .lines()
                .filter(one -> one.contains("The attempt failed") && one.contains("as it should"))
                .findFirst()
                .map(JobJson::read)
                .orElseThrow();
        assertThat(line.path("process").asText()).isEqualTo(id.toString());
        assertThat(line.path("type").asText()).isEqualTo("scripted/impatient");
        assertThat(line.path("attempt").asText()).isEqualTo("1");
        assertThat(line.path("workspace").asText()).isEqualTo("1");
        assertThat(line.path("trace_id").asText()).isEqualTo(TRACE.substring(3, 35));
        assertThat(line.path("level").asText()).isEqualTo("WARN");
    }
}
