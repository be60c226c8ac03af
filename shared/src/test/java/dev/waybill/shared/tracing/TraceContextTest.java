package dev.waybill.shared.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class TraceContextTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String HEADER = "00-" + TRACE + "-00f067aa0ba902b7-01";

    @AfterEach
    void leavesNothingBehind() {
        assertThat(MDC.get("trace_id")).isNull();
    }

    @Test
    void readsTheHeaderOfTheSpecification() {
        assertThat(TraceContext.parse(HEADER)).contains(new TraceContext(TRACE, "00f067aa0ba902b7", "01"));
        assertThat(TraceContext.parse("cc" + HEADER.substring(2) + "-what-comes"))
                .as("a version that is yet to come")
                .isPresent();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7"
            })
    void takesAnythingElseAsNone(String header) {
        assertThat(TraceContext.parse(header)).isEmpty();
    }

    @Test
    void entersItInASpanOfItsOwn() {
        try (TraceContext.Entered entered = TraceContext.enter(TraceContext.parse(HEADER))) {
            TraceContext current = TraceContext.current().orElseThrow();

            assertThat(current.traceId()).isEqualTo(TRACE);
            assertThat(current.spanId()).matches("[0-9a-f]{16}").isNotEqualTo("00f067aa0ba902b7");
            assertThat(current.flags()).isEqualTo("01");
            assertThat(TraceContext.parse(current.header())).contains(current);
        }
        assertThat(TraceContext.current()).isEmpty();
    }

    @Test
    void keepsItInMetadataThatHaveNone() {
        ObjectNode own = JsonNodeFactory.instance.objectNode().put("order", 7);
        assertThat(TraceContext.kept(null)).isNull();
        assertThat(TraceContext.kept(own)).isSameAs(own);

        try (TraceContext.Entered entered = TraceContext.enter(TraceContext.parse(HEADER))) {
            assertThat(TraceContext.of(TraceContext.kept(null))).isEqualTo(TraceContext.current());
            JsonNode kept = TraceContext.kept(own);
            assertThat(kept).isNotSameAs(own);
            assertThat(Objects.requireNonNull(kept).path("order").asInt()).isEqualTo(7);
            assertThat(TraceContext.of(kept)).isEqualTo(TraceContext.current());
            ObjectNode named = JsonNodeFactory.instance.objectNode().put("traceparent", HEADER);
            assertThat(TraceContext.kept(named)).isSameAs(named);
        }
    }

    @Test
    void goesAlongToOtherThreads() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                TraceContext.Entered entered = TraceContext.enter(TraceContext.parse(HEADER))) {
            assertThat(threads.submit(TraceContext.carried(TraceContext::current))
                            .get())
                    .isEqualTo(TraceContext.current());
            assertThat(threads.submit(TraceContext::current).get()).isEqualTo(Optional.empty());
        }
    }
}
