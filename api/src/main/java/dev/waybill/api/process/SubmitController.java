package dev.waybill.api.process;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.JsonBody;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.RequestKeyHeader;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Enqueues a job of any submittable type. */
@RestController
final class SubmitController {

    private final JsonBody bodies;
    private final Intake intake;

    SubmitController(JsonBody bodies, Intake intake) {
        this.bodies = bodies;
        this.intake = intake;
    }

    @Route(
            id = "submitProcess",
            summary = "Enqueues a job",
            body = ProcessShapes.SubmissionShape.class,
            answers = 202,
            traits = {Trait.SUBMITS, Trait.ENQUEUES, Trait.TAGGED, Trait.IDEMPOTENT})
    @PostMapping(path = "/api/processes", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ProcessView> submit(Scope scope, Query query, HttpServletRequest request) throws IOException {
        query.done();
        ObjectNode body = bodies.object(request);
        return intake.accept(scope, body, RequestKeyHeader.of(request, body));
    }
}
