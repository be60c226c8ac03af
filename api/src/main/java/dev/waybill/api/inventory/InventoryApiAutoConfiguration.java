package dev.waybill.api.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.waybill.api.http.HttpAutoConfiguration;
import dev.waybill.api.http.JsonBody;
import dev.waybill.api.operations.Artifact;
import dev.waybill.api.operations.ArtifactLink;
import dev.waybill.shared.inventory.Findings;
import dev.waybill.shared.inventory.InventoryAutoConfiguration;
import dev.waybill.shared.inventory.InventoryRuns;
import dev.waybill.shared.inventory.InventoryTypes;
import dev.waybill.shared.process.Operation;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** The routes of sync runs and findings. */
@AutoConfiguration(after = {HttpAutoConfiguration.class, InventoryAutoConfiguration.class})
@ConditionalOnBean({JsonBody.class, Findings.class, InventoryRuns.class})
public class InventoryApiAutoConfiguration {

    @Bean
    FindingController findingController(JsonBody bodies, Findings findings, Clock clock) {
        return new FindingController(bodies, findings, clock);
    }

    @Bean
    ArtifactLink syncRunLink() {
        return (scope, operation) -> operation.processType().equals(InventoryTypes.FULL.name())
                ? List.of(new Artifact(
                        "inventory_sync_run", null, "/api/inventory-sync-runs?process_id=" + operation.id()))
                : List.of();
    }

    /** What a comparison saw, and what it compared. */
    @Bean
    ArtifactLink findingsLink() {
        return (scope, operation) -> operation.processType().equals(InventoryTypes.DRIFT.name())
                ? Stream.concat(
                                Stream.of(new Artifact(
                                        "findings", null, "/api/findings?operation_run_id=" + operation.id())),
                                Stream.of("baseline_run_id", "current_run_id").flatMap(name -> run(operation, name)))
                        .toList()
                : List.of();
    }

    private static Stream<Artifact> run(Operation operation, String name) {
        JsonNode itemIds = operation.itemIds();
        JsonNode id = itemIds == null ? MissingNode.getInstance() : itemIds.path(name);
        return id.isMissingNode()
                ? Stream.of()
                : Stream.of(new Artifact("inventory_sync_run", id.asText(), "/api/inventory-sync-runs/" + id.asText()));
    }

    @Bean
    RunController inventoryRunController(InventoryRuns runs, Clock clock) {
        return new RunController(runs, clock);
    }
}
