package dev.waybill.api.stream;

import dev.waybill.api.access.AccessAutoConfiguration;
import dev.waybill.api.access.LiveCredentials;
import dev.waybill.api.http.HttpAutoConfiguration;
import dev.waybill.api.http.JsonBody;
import dev.waybill.api.process.ProcessApiAutoConfiguration;
import dev.waybill.api.process.ProcessViews;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.queue.Wakeups;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Streams, and waiting for changes. */
@AutoConfiguration(
        after = {HttpAutoConfiguration.class, AccessAutoConfiguration.class},
        afterName = "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
        before = ProcessApiAutoConfiguration.class)
@ConditionalOnBean(JsonBody.class)
@EnableConfigurationProperties(StreamProperties.class)
public class StreamAutoConfiguration {

    @Bean
    ProcessFeed processFeed(
            ProcessReader reader,
            ProcessViews views,
            Wakeups wakeups,
            LiveCredentials credentials,
            StreamProperties properties) {
        return new ProcessFeed(new FeedReader(reader, views), wakeups, credentials, properties);
    }

    @Bean
    OpenStreams openStreams(
            StreamProperties properties, LiveCredentials credentials, ObjectProvider<MeterRegistry> registry) {
        OpenStreams streams = new OpenStreams(properties, credentials);
        registry.ifAvailable(meters -> {
            Gauge.builder("waybill.streams.open", streams, OpenStreams::count)
                    .description("Streams of server-sent events that are open on this node")
                    .register(meters);
            Gauge.builder("waybill.streams.max", properties, StreamProperties::maxStreams)
                    .description("Streams that may be open on this node")
                    .register(meters);
        });
        return streams;
    }

    @Bean
    StreamController streamController(
            ProcessReader reader,
            ProcessFeed feed,
            OpenStreams streams,
            ProcessViews views,
            StreamProperties properties) {
        return new StreamController(reader, feed, streams, views, properties);
    }
}
