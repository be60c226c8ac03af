package dev.waybill.api.tenancy;

import dev.waybill.api.http.HttpAutoConfiguration;
import dev.waybill.api.http.JsonBody;
import dev.waybill.shared.tenancy.Tenants;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** The routes of tenants. */
@AutoConfiguration(after = HttpAutoConfiguration.class)
@ConditionalOnBean({JsonBody.class, Tenants.class})
public class TenancyApiAutoConfiguration {

    @Bean
    TenantController tenantController(JsonBody bodies, Tenants tenants, Clock clock) {
        return new TenantController(bodies, tenants, clock);
    }
}
