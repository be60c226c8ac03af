package dev.waybill.api.imports;

import dev.waybill.api.http.Cursor;
import dev.waybill.api.http.EntityTag;
import dev.waybill.api.http.IfMatch;
import dev.waybill.api.http.JsonBody;
import dev.waybill.api.http.Page;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.imports.ImportMappings;
import dev.waybill.shared.imports.MappingDraft;
import dev.waybill.shared.imports.SavedMapping;
import dev.waybill.shared.queue.Refusal;
import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Mappings that people saved, to be used by name. If-Match makes a change conditional. */
@RestController
@RequestMapping("/api/import-mappings")
final class MappingController {

    private final JsonBody bodies;
    private final MappingBody body;
    private final ImportMappings mappings;
    private final Clock clock;

    MappingController(JsonBody bodies, MappingBody body, ImportMappings mappings, Clock clock) {
        this.bodies = bodies;
        this.body = body;
        this.mappings = mappings;
        this.clock = clock;
    }

    @Route(id = "listImportMappings", summary = "Saved mappings, newest first", traits = Trait.PAGED)
    @GetMapping
    Page<MappingView> list(Scope scope, Query query) {
        int limit = query.limit();
        Long before = query.cursor(1);
        query.done();
        Instant now = clock.instant();
        List<SavedMapping> rows = mappings.list(scope, before, limit + 1);
        return Page.of(rows, limit, row -> Cursor.encode(row.id()), row -> MappingView.of(row, now), now);
    }

    @Route(
            id = "createImportMapping",
            summary = "Saves a mapping",
            body = ImportShapes.MappingShape.class,
            answers = 201,
            traits = {Trait.CREATES, Trait.TAGGED},
            refuses = "409 mapping_exists")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<MappingView> create(Scope scope, Query query, HttpServletRequest request) throws IOException {
        query.done();
        MappingDraft draft = body.read(bodies.object(request));
        SavedMapping saved = mappings.create(scope, draft).orElseThrow(() -> taken(draft));
        return answer(ResponseEntity.created(URI.create("/api/import-mappings/" + saved.id())), saved);
    }

    @Route(id = "getImportMapping", summary = "A saved mapping", traits = Trait.TAGGED)
    @GetMapping("/{id}")
    ResponseEntity<MappingView> get(@PathVariable("id") long id, Scope scope, Query query) {
        query.done();
        return answer(ResponseEntity.ok(), find(scope, id));
    }

    @Route(
            id = "replaceImportMapping",
            summary = "Replaces a saved mapping",
            body = ImportShapes.MappingShape.class,
            traits = {Trait.TAGGED},
            refuses = "409 mapping_exists")
    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<MappingView> replace(
            @PathVariable("id") long id, Scope scope, Query query, IfMatch ifMatch, HttpServletRequest request)
            throws IOException {
        query.done();
        MappingDraft draft = body.read(bodies.object(request));
        long version = version(scope, id, ifMatch);
        SavedMapping saved =
                mappings.replace(scope, id, version, draft).orElseThrow(() -> refused(scope, id, version, draft));
        return answer(ResponseEntity.ok(), saved);
    }

    @Route(id = "deleteImportMapping", summary = "Deletes a saved mapping", answers = 204)
    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable("id") long id, Scope scope, Query query, IfMatch ifMatch) {
        query.done();
        if (!mappings.delete(scope, id, version(scope, id, ifMatch))) {
            throw stale(find(scope, id));
        }
        return ResponseEntity.noContent().build();
    }

    private ResponseEntity<MappingView> answer(ResponseEntity.BodyBuilder answer, SavedMapping saved) {
        return answer.eTag(EntityTag.of(saved.version())).body(MappingView.of(saved, clock.instant()));
    }

    private SavedMapping find(Scope scope, long id) {
        return mappings.find(scope, id)
                .orElseThrow(() -> new RequestRefused(Reason.NOT_FOUND, "There is no mapping " + id));
    }

    private long version(Scope scope, long id, IfMatch ifMatch) {
        SavedMapping saved = find(scope, id);
        Long expected = ifMatch.require(saved.version(), "Mapping " + id);
        return expected == null ? saved.version() : expected;
    }

    private RuntimeException refused(Scope scope, long id, long version, MappingDraft draft) {
        SavedMapping now = find(scope, id);
        return now.version() == version ? taken(draft) : stale(now);
    }

    private static RequestRefused stale(SavedMapping saved) {
        return new RequestRefused(Reason.STALE, "Mapping %d is at version %d".formatted(saved.id(), saved.version()));
    }

    private static Refusal taken(MappingDraft draft) {
        return new Refusal(Refusal.Kind.CONFLICT, "mapping_exists", "There is a mapping named " + draft.name());
    }
}
