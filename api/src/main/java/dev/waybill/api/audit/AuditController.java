package dev.waybill.api.audit;

import dev.waybill.api.http.Cursor;
import dev.waybill.api.http.Page;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.shared.tenancy.AuditEntry;
import dev.waybill.shared.tenancy.AuditFilter;
import dev.waybill.shared.tenancy.AuditReader;
import dev.waybill.shared.tenancy.Scope;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The audit log of a workspace, newest first; for its admins. */
@RestController
@RequestMapping("/api/audit-log")
final class AuditController {

    private final AuditReader reader;
    private final Clock clock;

    AuditController(AuditReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
    }

    @Route(
            id = "listAuditLog",
            summary = "Who did what from where, newest first",
            query = AuditQuery.class,
            traits = Trait.PAGED)
    @GetMapping
    Page<AuditView> list(Scope scope, Query query) {
        AuditFilter filter = new AuditFilter(
                query.text("action"),
                query.text("subject_type"),
                id(query, "subject_id"),
                id(query, "process_id"),
                id(query, "user_id"),
                id(query, "api_key_id"),
                query.instant("since"));
        int limit = query.limit();
        Long before = query.cursor(1);
        query.done();
        List<AuditEntry> rows = reader.page(scope, filter, before, limit + 1);
        return Page.of(rows, limit, row -> Cursor.encode(row.id()), AuditView::of, clock.instant());
    }

    private static @Nullable Long id(Query query, String name) {
        return query.whole(name, 1, Long.MAX_VALUE);
    }
}
