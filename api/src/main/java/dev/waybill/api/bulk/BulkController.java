package dev.waybill.api.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.RequestKeyHeader;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.api.process.ProcessShapes;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.queue.RequestKey;
import dev.waybill.shared.queue.RequestKeys;
import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Enqueues many processes in one transaction: a line of NDJSON each. */
@RestController
final class BulkController {

    private static final String EACH = "per_line";
    private static final List<String> MODES = List.of("all_or_nothing", EACH);

    private final Lines lines;
    private final BulkIntake intake;
    private final RequestKeys keys;
    private final Clock clock;

    BulkController(Lines lines, BulkIntake intake, RequestKeys keys, Clock clock) {
        this.lines = lines;
        this.intake = intake;
        this.keys = keys;
        this.clock = clock;
    }

    @Route(
            id = "submitProcesses",
            summary = "Enqueues many jobs in one transaction",
            query = BulkShapes.BulkQuery.class,
            body = ProcessShapes.SubmissionShape.class,
            answers = 202,
            traits = Trait.IDEMPOTENT,
            refuses = "bulk_refused")
    @PostMapping(
            path = "/api/processes/bulk",
            consumes = {MediaType.APPLICATION_NDJSON_VALUE, "application/jsonl"})
    ResponseEntity<BulkAnswer> submit(Scope scope, Query query, HttpServletRequest request) throws IOException {
        String mode = query.oneOf("mode", MODES);
        query.done();
        byte[] body = lines.body(request);
        RequestKey key = RequestKeyHeader.of(request, identity(mode, body));
        RequestKeys.Document answer = keys.onceAnswered(scope, key, () -> submit(scope, mode, body));
        ResponseEntity.BodyBuilder accepted = ResponseEntity.accepted();
        if (answer.replayed()) {
            accepted.header(RequestKeyHeader.REPLAYED, "true");
        }
        return accepted.body(BulkAnswer.of(answer.answer(), clock.instant()));
    }

    private JsonNode submit(Scope scope, @Nullable String mode, byte[] body) {
        List<Lines.Line> all = lines.of(body);
        return BulkAnswer.stored(EACH.equals(mode) ? intake.each(scope, all) : intake.all(scope, all));
    }

    /** What makes two bulks the same, byte by byte. */
    private static ObjectNode identity(@Nullable String mode, byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return JobJson.MAPPER
                    .createObjectNode()
                    .put("mode", mode)
                    .put("sha256", HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
