package dev.waybill.api.audit;

import dev.waybill.api.http.HttpAutoConfiguration;
import dev.waybill.api.http.JsonBody;
import dev.waybill.shared.tenancy.AuditReader;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** The route of the audit log. */
@AutoConfiguration(after = HttpAutoConfiguration.class)
@ConditionalOnBean({JsonBody.class, AuditReader.class})
public class AuditApiAutoConfiguration {

    @Bean
    AuditController auditController(AuditReader reader, Clock clock) {
        return new AuditController(reader, clock);
    }
}
