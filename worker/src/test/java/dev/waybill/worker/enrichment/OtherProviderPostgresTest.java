package dev.waybill.worker.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.enrichment.EnrichmentField;
import dev.waybill.shared.enrichment.ProductEnrichment;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.usage.UsageDay;
import dev.waybill.shared.usage.UsageLedger;
import dev.waybill.testkit.GeminiStandIn;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import dev.waybill.worker.ai.AiAnswer;
import dev.waybill.worker.ai.AiProvider;
import dev.waybill.worker.ai.AiRequest;
import dev.waybill.worker.ai.Usage;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application that brings a provider of its own. */
@PostgresTest
class OtherProviderPostgresTest {

    @Test
    void isOneBeanAndItsCallsAreEnteredAndLimitedToo(TestDatabase database) {
        try (GeminiStandIn gemini = new GeminiStandIn();
                EnrichNode node = new EnrichNode(
                        database,
                        gemini,
                        WithEcho.class,
                        "waybill.ai.model=echo-1",
                        "waybill.ai.prices[echo-1].input-per-million=1",
                        "waybill.ai.prices[echo-1].output-per-million=2")) {
            Process process = node.run(ProductEnrichment.of(node.products("echo", 3), EnrichmentField.TITLE));

            assertThat(gemini.requests()).isZero();
            assertThat(node.suggestions(process.id()))
                    .hasSize(3)
                    .allSatisfy(item ->
                            assertThat(item.wanted().path("name").asText()).startsWith("Echo of"));
            LocalDate today = LocalDate.now(ZoneOffset.UTC);
            assertThat(node.bean(UsageLedger.class).days(1, today.minusDays(1), today))
                    .extracting(UsageDay::provider, UsageDay::calls, UsageDay::totalTokens)
                    .containsExactly(tuple("echo", 1L, 150L));
            assertThat(node.database()
                            .sql("SELECT name FROM ai_rate_limits")
                            .query(String.class)
                            .list())
                    .containsExactly("echo/echo-1");
        }
    }

    /** A provider without a network: it gives back what it is asked about. */
    private static final class Echo implements AiProvider {

        @Override
        public String name() {
            return "echo";
        }

        @Override
        public AiAnswer generate(AiRequest request, Progress progress) {
            ObjectNode answer = JobJson.MAPPER.createObjectNode();
            var answers = answer.putArray("records");
            for (JsonNode record : records(request)) {
                answers.addObject()
                        .put("id", record.path("id").asText())
                        .put("name", "Echo of " + record.path("name").asText())
                        .put("confidence", "high");
            }
            return new AiAnswer(answer.toString(), false, new Usage(100, 50, 150, 0, 0, List.of()), request.model());
        }

        private static JsonNode records(AiRequest request) {
            return Objects.requireNonNull(JobJson.read(String.join("\n", request.prompt())
                    .lines()
                    .filter(line -> line.startsWith("[{"))
                    .findFirst()
                    .orElseThrow()));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WithEcho {

        @Bean
        AiProvider echo() {
            return new Echo();
        }
    }
}
