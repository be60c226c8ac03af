package dev.waybill.worker.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.LongNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonAnswersTest {

    private static final String GOOD =
            "{\"colours\": [{\"id\": 7, \"colour\": \"red\"}, {\"id\": 9, \"colour\": \"blue\"}]}";
    private static final String BAD = "{\"colours\": [{\"id\": \"seven\"}]}";

    private final Deque<Object> answers = new ArrayDeque<>();
    private final List<AiRequest> asked = new ArrayList<>();
    private final LoneProgress progress = new LoneProgress();
    private Usage paid = Usage.NONE;
    private final JsonAnswers json = new JsonAnswers((request, caller) -> {
        asked.add(request);
        return switch (answers.remove()) {
            case AiFailure failure -> throw failure;
            case AiAnswer answer -> answer;
            case String text -> new AiAnswer(text, false, usage(), "model");
            default -> throw new IllegalStateException();
        };
    });

    @Test
    void aGoodAnswerIsAskedForOnce() {
        answers.add(GOOD);
        JsonAnswer answer = ask();
        assertThat(answer.valid()).isTrue();
        assertThat(answer.json().path("colours")).hasSize(2);
        assertThat(paid.promptTokenCount()).isEqualTo(10);
    }

    @Test
    void aFenceOfMarkdownIsTakenOff() {
        answers.add("```json\n" + GOOD + "\n```");
        assertThat(ask().valid()).isTrue();
    }

    @Test
    void anAnswerThatBreaksTheSchemaIsRepairedOnceByAsking() {
        answers.add(BAD);
        answers.add(GOOD);
        assertThat(ask().valid()).isTrue();
        assertThat(asked.get(1).prompt().getLast())
                .contains(BAD, "required property 'colour' not found", "obey the schema");
        assertThat(paid.promptTokenCount()).isEqualTo(20);
        assertThat(progress.notes).hasSize(1);
    }

    @Test
    void andIsGivenBackAsItIsWhenThatDoesNotHelp() {
        answers.add("I am sorry");
        answers.add(BAD);
        JsonAnswer answer = ask();
        assertThat(answer.valid()).isFalse();
        assertThat(answer.json().path("colours")).hasSize(1);
        assertThat(asked).hasSize(2);
    }

    @Test
    void anEmptyAnswerIsAskedForOnceMore() {
        answers.add(new AiFailure.Empty(usage()));
        answers.add(GOOD);
        assertThat(ask().valid()).isTrue();
        assertThat(paid.promptTokenCount()).isEqualTo(20);
    }

    @Test
    void whatAFailureCostIsMeteredToo() {
        answers.add(new AiFailure.Blocked("SAFETY", usage()));
        assertThatThrownBy(this::ask).isInstanceOf(AiFailure.Blocked.class);
        assertThat(paid.promptTokenCount()).isEqualTo(10);
    }

    @Test
    void aTruncatedAnswerIsNoBrokenOne() {
        answers.add(new AiAnswer(GOOD.substring(0, 50), true, usage(), "model"));
        JsonAnswer answer = ask();
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.json().isMissingNode()).isTrue();
        assertThat(asked).hasSize(1);
    }

    private JsonAnswer ask() {
        return json.ask(Requests.colours(), progress, usage -> paid = paid.plus(usage));
    }

    private static Usage usage() {
        return new Usage(10, 1, 11, 0, 0, List.of(LongNode.valueOf(11)));
    }
}
