package dev.waybill.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.InputError;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.IllegalTransition;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.Refusal;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.HandlerMethod;

@ExtendWith(OutputCaptureExtension.class)
class ProblemAdviceTest {

    private final Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private final ProblemAdvice advice = new ProblemAdvice(new ProblemWriter(clock));
    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/processes/7");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void hidesWhatItDidNotExpectButLogsItOnce(CapturedOutput log) {
        JsonNode problem = answered(new ServletException(new StackOverflowError("secret")));

        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(problem.toString()).doesNotContain("secret").doesNotContain("StackOverflow");
        String id = problem.path("request_id").asText();
        assertThat(id).hasSize(36);
        assertThat(log).containsOnlyOnce("Request " + id + " failed").contains("StackOverflowError: secret");
    }

    @Test
    void writesEveryMemberOfADocument() {
        JsonNode problem = answered(
                new RequestRefused(Problem.of(Reason.INVALID_INPUT, "No", List.of(new FieldError("/a", "is wrong")))
                        .withHeader("Retry-After", "1")));

        assertThat(problem.toString())
                .isEqualTo("{\"type\":\"/problems/invalid_input\",\"title\":\"Invalid input\",\"status\":422,"
                        + "\"detail\":\"No\",\"instance\":\"/api/processes/7\",\"reason_code\":\"invalid_input\","
                        + "\"errors\":[{\"pointer\":\"/a\",\"detail\":\"is wrong\"}],"
                        + "\"server_time\":\"2026-01-01T00:00:00Z\"}");
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getHeader("Retry-After")).isEqualTo("1");
    }

    @Test
    void namesBothStatuses() {
        JsonNode problem = answered(
                new IllegalTransition(new ProcessId(7), ProcessStatus.COMPLETED, ProcessStatus.WAITING_REVIEW));

        assertThat(response.getStatus()).isEqualTo(409);
        assertThat(problem.path("from").asText()).isEqualTo("completed");
        assertThat(problem.path("to").asText()).isEqualTo("waiting_review");
    }

    @Test
    void givesEachKindOfRefusalItsStatus() {
        assertThat(status(Refusal.Kind.INVALID)).isEqualTo(422);
        assertThat(status(Refusal.Kind.NOT_FOUND)).isEqualTo(404);
        assertThat(status(Refusal.Kind.CONFLICT)).isEqualTo(409);
        assertThat(status(Refusal.Kind.STALE)).isEqualTo(412);
    }

    @Test
    void asksToTryAgainWhenTheDatabaseDoesNotAnswer() {
        for (Exception outage : List.of(
                new CannotCreateTransactionException("secret"),
                new QueryTimeoutException("secret"),
                new CannotAcquireLockException("secret"))) {
            MockHttpServletResponse each = new MockHttpServletResponse();
            advice.resolveException(request, each, null, outage);

            assertThat(each.getStatus()).isEqualTo(503);
            assertThat(each.getHeader("Retry-After")).isEqualTo("1");
        }
    }

    @Test
    void keepsQuietWhenTheClientIsGone(CapturedOutput log) {
        assertThat(advice.resolveException(request, response, null, new AsyncRequestNotUsableException("gone")))
                .isNotNull();
        assertThat(advice.resolveException(
                        request, response, null, new UncheckedIOException(new IOException("Broken pipe"))))
                .isNotNull();
        assertThat(log.getAll()).doesNotContain("ERROR").doesNotContain("failed");
    }

    @Test
    void leavesABrokenAnswerToTheContainerWhichCutsIt() {
        response.setCommitted(true);

        assertThat(advice.resolveException(request, response, null, new IllegalStateException()))
                .isNull();
    }

    @Test
    void leavesOthersTheirErrors() throws NoSuchMethodException {
        HandlerMethod foreign = new HandlerMethod("text", String.class.getMethod("length"));
        MockHttpServletRequest elsewhere = new MockHttpServletRequest("GET", "/apis/1");
        MockHttpServletRequest under = new MockHttpServletRequest("GET", "/host/api/processes/7");
        under.setContextPath("/host");

        assertThat(advice.resolveException(request, response, foreign, new IllegalStateException()))
                .isNull();
        assertThat(advice.resolveException(elsewhere, response, null, new IllegalStateException()))
                .isNull();
        assertThat(advice.resolveException(under, response, null, new IllegalStateException()))
                .isNotNull();
    }

    private JsonNode answered(Exception exception) {
        assertThat(advice.resolveException(request, response, null, exception)).isNotNull();
        try {
            return JobJson.MAPPER.readTree(response.getContentAsByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int status(Refusal.Kind kind) {
        MockHttpServletResponse each = new MockHttpServletResponse();
        Refusal refusal = new Refusal(kind, "some_code", "No", List.of(new InputError("/a", "b")));
        advice.resolveException(request, each, null, refusal);
        return each.getStatus();
    }
}
