package dev.waybill.worker.source;

import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.imports.ImportPages;
import dev.waybill.shared.imports.ImportSourcesAutoConfiguration;
import dev.waybill.worker.outbound.OutboundAutoConfiguration;
import dev.waybill.worker.outbound.OutboundClient;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** Offers what reads from other servers. */
@AutoConfiguration(after = {OutboundAutoConfiguration.class, ImportSourcesAutoConfiguration.class})
@ConditionalOnBean({OutboundClient.class, ImportPages.class})
public class SourceAutoConfiguration {

    @Bean
    ApiPages apiPages(OutboundClient client, FileStore files, ImportPages pages, Clock clock) {
        return new ApiPages(client, files, pages, clock);
    }
}
