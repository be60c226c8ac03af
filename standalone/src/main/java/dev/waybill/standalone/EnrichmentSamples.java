package dev.waybill.standalone;

import dev.waybill.client.Decision;
import dev.waybill.client.ProcessFilter;
import dev.waybill.client.ProcessView;
import dev.waybill.client.WaybillClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Has a model write for search engines what the products of the workbook lack. */
final class EnrichmentSamples {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private EnrichmentSamples() {}

    static List<Sample> all() {
        return List.of(new Sample(
                "Enrichment of products",
                EnrichmentSamples::enrich,
                new Sample.End("succeeded once it is reviewed", EnrichmentSamples::succeeded),
                new Sample.Review(
                        "Enrichment: approved",
                        (client, waiting) -> client.decide(waiting.id(), Decision.APPROVE, "As the model says"),
                        new Sample.End("succeeded", EnrichmentSamples::succeeded))));
    }

    private static ProcessView enrich(WaybillClient client) {
        ProcessView imported = client.list(ProcessFilter.all().type("import").subtype("excel"))
                .findFirst()
                .orElseThrow();
        ProcessView ended = client.waitFor(imported.id(), PATIENCE);
        return client.submit(
                "ai_enrich",
                "bulk",
                Map.of(
                        "import_process_id",
                        ended.id(),
                        "fields",
                        List.of("seo_title", "seo_description"),
                        "max_cost_usd",
                        1));
    }

    private static boolean succeeded(ProcessView process) {
        return "succeeded".equals(process.operatorStatus());
    }
}
