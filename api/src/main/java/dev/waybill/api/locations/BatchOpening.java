package dev.waybill.api.locations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Members;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.api.process.Opening;
import dev.waybill.shared.locations.LocationReviews;
import dev.waybill.shared.locations.LocationTypes;
import dev.waybill.shared.locations.NewLocationBatch;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.tenancy.Scope;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes {@code ai_location_import} at {@code POST /api/processes} too: its {@code input} is what
 * {@code POST /api/ai-location-imports} takes.
 */
final class BatchOpening implements Opening {

    private static final int LONGEST_WORD = 63;
    private static final int LONGEST_NAME = 200;
    private static final String NAME = "name";

    private final BatchBody bodies;
    private final LocationReviews reviews;

    BatchOpening(BatchBody bodies, LocationReviews reviews) {
        this.bodies = bodies;
        this.reviews = reviews;
    }

    @Override
    public String label() {
        return LocationTypes.GENERATE.label();
    }

    @Override
    public Class<?> shape() {
        return LocationShapes.BatchSubmissionShape.class;
    }

    @Override
    public Supplier<ProcessId> read(Scope scope, ObjectNode body) {
        Members members = new Members(body);
        members.requiredText("type", LONGEST_WORD);
        members.text("subtype", LONGEST_WORD);
        String name = members.text(NAME, LONGEST_NAME);
        ObjectNode input = members.object("input");
        members.done("The request does not fit");
        NewLocationBatch batch = batch(input == null ? body.objectNode() : input.deepCopy(), name);
        return () -> reviews.create(scope, batch);
    }

    private NewLocationBatch batch(ObjectNode input, @Nullable String name) {
        if (name != null) {
            input.put(NAME, name);
        }
        try {
            return bodies.read(input);
        } catch (RequestRefused refused) {
            List<FieldError> errors = refused.problem().errors().stream()
                    .map(error -> new FieldError("/input" + error.pointer(), error.detail()))
                    .toList();
            throw new RequestRefused(refused.problem().withErrors(errors));
        }
    }
}
