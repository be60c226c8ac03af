package dev.waybill.api.locations;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Members;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.locations.NewLocationBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a new AI location import. */
final class BatchBody {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_MODEL = 100;
    private static final String DETAIL = "The request does not fit";

    private final LocationsApiProperties properties;

    BatchBody(LocationsApiProperties properties) {
        this.properties = properties;
    }

    /**
     * Reads it.
     *
     * @throws RequestRefused {@code invalid_input}
     */
    NewLocationBatch read(ObjectNode body) {
        Members members = new Members(body);
        ObjectNode answers = members.object("source_answers");
        Long count = members.whole("location_count", 1, properties.mostCount());
        String model = members.text("model", LONGEST_MODEL);
        Long finder = members.whole("finder_id", 1, Long.MAX_VALUE);
        String name = members.text("name", LONGEST_NAME);
        members.done(DETAIL);
        if (answers == null || answers.isEmpty()) {
            throw refused("/source_answers", answers == null ? "is required" : "must not be empty");
        }
        if (answers.toString().getBytes(UTF_8).length > properties.maxAnswers().toBytes()) {
            throw refused(
                    "/source_answers", "may have " + properties.maxAnswers().toBytes() + " bytes");
        }
        if (model != null && !properties.models().contains(model)) {
            throw refused(
                    "/model",
                    "must be of "
                            + String.join(
                                    ", ", properties.models().stream().sorted().toList()));
        }
        return new NewLocationBatch(answers, count(count, answers), model, finder, name);
    }

    /** The questionnaire may say it as well. */
    private int count(@Nullable Long count, ObjectNode answers) {
        if (count != null) {
            return count.intValue();
        }
        JsonNode answered = answers.path("location_count");
        if (answered.isMissingNode() || answered.isNull()) {
            return properties.usualCount();
        }
        if (!answered.isIntegralNumber()
                || answered.bigIntegerValue().signum() <= 0
                || !answered.canConvertToInt()
                || answered.intValue() > properties.mostCount()) {
            throw refused(
                    "/source_answers/location_count", "must be a whole number from 1 to " + properties.mostCount());
        }
        return answered.intValue();
    }

    private static RequestRefused refused(String pointer, String detail) {
        return new RequestRefused(Reason.INVALID_INPUT, DETAIL, List.of(new FieldError(pointer, detail)));
    }
}
