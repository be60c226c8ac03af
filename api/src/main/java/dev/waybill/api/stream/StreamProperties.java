package dev.waybill.api.stream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code waybill.api} of streams.
 *
 * @param streamDuration after which a stream closes, so that clients spread over the nodes; they reconnect by themselves. While
 *     more than a hundred are open, after half of it or more, so that not all reconnect at once
 * @param streamKeepAlive how often a comment is sent, so that proxies keep a quiet stream open
 * @param streamPollInterval how often the database is asked what changed, in case a wake-up was lost
 * @param streamBuffer changes that wait for a slow client before its stream is closed, from 1
 * @param maxStreams streams that a node keeps open, from 1
 * @param maxStreamsEach of these of one credential, or of one address without a credential, from 1
 */
@ConfigurationProperties("waybill.api")
public record StreamProperties(
        @DefaultValue("25s") Duration streamDuration,
        @DefaultValue("10s") Duration streamKeepAlive,
        @DefaultValue("1s") Duration streamPollInterval,
        @DefaultValue("500") int streamBuffer,
        @DefaultValue("2000") int maxStreams,
        @DefaultValue("100") int maxStreamsEach) {

    public StreamProperties {
        requirePositive("stream-duration", streamDuration);
        requirePositive("stream-keep-alive", streamKeepAlive);
        requirePositive("stream-poll-interval", streamPollInterval);
        if (streamBuffer < 1) {
            throw new IllegalArgumentException("waybill.api.stream-buffer must be at least 1, not " + streamBuffer);
        }
        if (maxStreamsEach < 1) {
            throw new IllegalArgumentException(
                    "waybill.api.max-streams-each must be at least 1, not " + maxStreamsEach);
        }
        if (maxStreams < 1) {
            throw new IllegalArgumentException("waybill.api.max-streams must be at least 1, not " + maxStreams);
        }
    }

    private static void requirePositive(String key, Duration value) {
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException("waybill.api." + key + " must be positive, for example 10s: " + value);
        }
    }
}
