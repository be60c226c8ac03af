package dev.waybill.shared.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PostgresTest
class RoundTripPostgresTest {

    private static final Question<Long> NOTHING =
            new Question<>("SELECT 1::bigint WHERE false", Map.of(), (row, index) -> row.getLong(1));

    private final RoundTrip trip;
    private final TransactionTemplate transactions;

    RoundTripPostgresTest(TestDatabase database) {
        trip = new RoundTrip(new JdbcTemplate(database.dataSource()));
        transactions = new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
    }

    @Test
    void answersEachWithItsOwnValues() {
        Question<String> words = new Question<>(
                "SELECT word || ':value' FROM unnest(:words) AS w(word) WHERE word <> :other ORDER BY word",
                Map.of("words", new String[] {"b", "a", "c; SELECT"}, "other", "b"),
                (row, index) -> index + row.getString(1));
        Question<Long> number =
                new Question<>("SELECT :words::bigint + 1", Map.of("words", 41L), (row, index) -> row.getLong(1));

        // more often than the driver needs to keep statements prepared
        transactions.executeWithoutResult(status -> {
            for (int time = 0; time < 12; time++) {
                RoundTrip.Answers answers = trip.ask(NOTHING, words, number);
                assertThat(answers.to(NOTHING)).isEmpty();
                assertThat(answers.to(words)).containsExactly("0a:value", "1c; SELECT:value");
                assertThat(answers.to(number)).containsExactly(42L);
            }
        });
    }

    @Test
    void seesWhatWasAskedBefore() {
        Question<String> put = new Question<>(
                "SELECT set_config('waybill.own', :own, true)",
                Map.of("own", "seen"),
                (row, index) -> row.getString(1));
        Question<String> read = new Question<>(
                "SELECT current_setting('waybill.own', true)", Map.of(), (row, index) -> row.getString(1));

        assertThat(ask(put, read).to(read)).containsExactly("seen");
    }

    @Test
    void makesWhatAnswersNothing() {
        Question<Object> create = Question.command("CREATE TEMPORARY TABLE words (word text)", Map.of());
        Question<Object> put = Question.command("INSERT INTO words VALUES (:word)", Map.of("word", "put"));
        Question<String> read = new Question<>("SELECT word FROM words", Map.of(), (row, index) -> row.getString(1));

        transactions.executeWithoutResult(status -> {
            assertThat(trip.ask(create, put).to(put)).isEmpty();
            assertThat(trip.ask(read, put).to(read)).containsExactly("put");
            assertThat(trip.ask(put, read).to(read)).containsExactly("put", "put", "put");
            status.setRollbackOnly();
        });
    }

    @Test
    void failsWithOneOfThem() {
        Question<Long> wrong = new Question<>("SELECT 1 / :by", Map.of("by", 0), (row, index) -> row.getLong(1));

        assertThatThrownBy(() -> ask(NOTHING, wrong, NOTHING))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("division by zero");
        assertThat(ask(NOTHING).to(NOTHING)).isEmpty();
    }

    private RoundTrip.Answers ask(Question<?>... questions) {
        return Objects.requireNonNull(transactions.execute(status -> trip.ask(questions)));
    }
}
