package dev.waybill.api.jobtype;

import dev.waybill.api.http.Page;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.Route;
import dev.waybill.shared.job.ItemRetry;
import dev.waybill.shared.job.JobCatalog;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lists the job types that this application knows; all on one page. */
@RestController
final class JobTypeController {

    private final List<JobTypeView> types;
    private final Clock clock;

    JobTypeController(JobCatalog catalog, Collection<ItemRetry> retries, Clock clock) {
        Map<String, ItemRetry> byLabel =
                retries.stream().collect(Collectors.toMap(ItemRetry::label, Function.identity()));
        this.types = catalog.types().stream()
                .map(type -> JobTypeView.of(type, catalog.schema(type), byLabel.get(type.label())))
                .toList();
        this.clock = clock;
    }

    @Route(id = "listJobTypes", summary = "Which jobs can be asked for, and with what")
    @GetMapping("/api/job-types")
    Page<JobTypeView> list(Query query) {
        query.done();
        return new Page<>(types, null, clock.instant());
    }
}
