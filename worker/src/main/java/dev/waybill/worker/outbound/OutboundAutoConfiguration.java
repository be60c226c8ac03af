package dev.waybill.worker.outbound;

import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.FilesAutoConfiguration;
import java.time.Clock;
import okhttp3.OkHttpClient;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Gives jobs their way to other servers. */
@AutoConfiguration(after = FilesAutoConfiguration.class)
@ConditionalOnBean(FileStore.class)
@EnableConfigurationProperties(OutboundProperties.class)
public class OutboundAutoConfiguration {

    @Bean
    OutboundClient outboundClient(OutboundProperties properties, Clock clock) {
        return new OutboundClient(properties, clock, new OkHttpClient());
    }

    @Bean
    RemoteFiles remoteFiles(OutboundClient client, FileStore files) {
        return new RemoteFiles(client, files);
    }
}
