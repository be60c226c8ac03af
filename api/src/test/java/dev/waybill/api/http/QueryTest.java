package dev.waybill.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.process.ProcessStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

    @Test
    void decodesNamesAndValues() {
        Query query = QueryString.parse("a=1+2%26%C3%BC&b&=c&&d=x%3Dy");

        assertThat(query.text("a")).isEqualTo("1 2&ü");
        assertThat(query.text("b")).isNull();
        assertThat(query.text("")).isEqualTo("c");
        assertThat(query.text("d")).isEqualTo("x=y");
        query.done();
    }

    @Test
    void readsWords() {
        Query query = QueryString.parse("s=failed,waiting_review&s=running");

        assertThat(query.words("s", ProcessStatus.class))
                .containsExactlyInAnyOrder(ProcessStatus.FAILED, ProcessStatus.WAITING_REVIEW, ProcessStatus.RUNNING);
        query.done();
    }

    @Test
    void readsNumbersInstantsAndCursors() {
        Query query = QueryString.parse("n=7&i=2026-01-31T10:00:00%2B02:00&cursor=" + Cursor.encode(42) + "&limit=200");

        assertThat(query.whole("n", 1, 7)).isEqualTo(7);
        assertThat(query.instant("i")).isEqualTo(Instant.parse("2026-01-31T08:00:00Z"));
        assertThat(query.cursor(1)).isEqualTo(42);
        assertThat(query.limit()).isEqualTo(200);
        query.done();
    }

    @Test
    void takesTheUsualLimitWhenNoneIsGiven() {
        assertThat(QueryString.parse(null).limit()).isEqualTo(50);
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        Query query = QueryString.parse("n=8&s=done&more=1");

        assertThat(query.whole("n", 1, 7)).isNull();
        assertThat(query.words("s", ProcessStatus.class)).isEmpty();

        assertThat(errors(query)).extracting(FieldError::pointer).containsExactly("n", "s", "more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%1", "%zz", "a=%ff", "a=%c3"})
    void refusesWhatCannotBeDecoded(String query) {
        assertThatThrownBy(() -> QueryString.parse(query)).isInstanceOf(RequestRefused.class);
    }

    @Test
    void refusesNul() {
        Query query = QueryString.parse("a=%00");

        assertThat(query.text("a")).isNull();
        assertThat(errors(query)).hasSize(1);
    }

    private static List<FieldError> errors(Query query) {
        try {
            query.done();
            return List.of();
        } catch (RequestRefused refused) {
            return refused.problem().errors();
        }
    }
}
