package dev.waybill.api.inventory;

import dev.waybill.api.http.HttpAutoConfiguration;
import dev.waybill.api.http.JsonBody;
import dev.waybill.shared.inventory.Findings;
import dev.waybill.shared.inventory.InventoryAutoConfiguration;
import dev.waybill.shared.inventory.InventoryRuns;
import java.time.Clock;
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
    RunController inventoryRunController(InventoryRuns runs, Clock clock) {
        return new RunController(runs, clock);
    }
}
