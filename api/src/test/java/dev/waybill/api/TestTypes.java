package dev.waybill.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.ItemRetry;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.ProcessUndo;
import dev.waybill.shared.job.ReviewPolicy;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** An api that knows types of another jar: ours are an open set. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class TestTypes {

    /** Input of {@code test_echo}. */
    public record Echo(
            @NotNull @Size(min = 1, max = 20) String message,
            @Nullable @Min(0) @Max(9) Integer times,
            @Nullable List<Long> onlyItems) {
        public Echo {
            if ("forbidden".equals(message)) {
                throw new IllegalArgumentException("message must not be forbidden");
            }
        }
    }

    @Bean
    JobType<Echo> echo() {
        return JobType.of("test_echo", Echo.class);
    }

    @Bean
    JobType<Echo> echoForReview() {
        return JobType.of("test_echo", Echo.class).withSubtype("review");
    }

    @Bean
    JobType<Echo> internalEcho() {
        return JobType.of("test_internal", Echo.class).withVisibility(JobType.Visibility.INTERNAL);
    }

    @Bean
    ItemRetry echoRetry() {
        return new ItemRetry() {
            @Override
            public String label() {
                return "test_echo";
            }

            @Override
            public ObjectNode input(ObjectNode input, long processId) {
                return input.put("message", "again");
            }
        };
    }

    /** Undone by the internal echo; what repeats nothing writes nothing. */
    @Bean
    ProcessUndo echoUndo(JobType<Echo> internalEcho) {
        return new ProcessUndo() {
            @Override
            public String label() {
                return "test_echo";
            }

            @Override
            public JobType<?> type() {
                return internalEcho;
            }

            @Override
            public boolean writes(ObjectNode input) {
                return input.path("times").asInt(1) > 0;
            }

            @Override
            public ObjectNode input(long processId) {
                return JobJson.MAPPER.createObjectNode().put("message", "undo " + processId);
            }
        };
    }

    @Bean
    ReviewPolicy echoReview() {
        return new ReviewPolicy() {
            @Override
            public String label() {
                return "test_echo/review";
            }

            @Override
            public Answer decide(Review review, Decision decision) {
                return "not yet".equals(review.note())
                        ? new Answer.Refuse("too_early", "It is too early")
                        : new Answer.Complete(Map.of("decision", decision.name()));
            }

            @Override
            public void cancelled(Review review) {
                // nothing of its own to change
            }
        };
    }
}
