package dev.waybill.client;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the server and how long to wait.
 *
 * @param base without trailing slash
 * @param repeats how often a request that may be repeated is, after the first time
 * @param firstPause before the first repetition; doubles
 * @param longestRetryAfter the longest pause that a server may ask for
 */
record ClientSettings(
        String base,
        @Nullable String apiKey,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration uploadTimeout,
        Duration idleTimeout,
        Duration giveUpAfter,
        int repeats,
        Duration firstPause,
        Duration longestRetryAfter) {

    URI resolve(String path) {
        return URI.create(base + path);
    }

    /** Without the key: what is printed can be read by others. */
    @Override
    public String toString() {
        return "ClientSettings[" + base + (apiKey == null ? "" : ", with a key") + "]";
    }

    /** Doubled with each failure, at most five seconds, the upper half drawn at random. */
    Duration pauseAfter(int failures, double random) {
        double millis = Math.min(5_000, firstPause.toMillis() * Math.pow(2, failures - 1));
        return Duration.ofMillis(Math.round(millis * (0.5 + random / 2)));
    }
}
