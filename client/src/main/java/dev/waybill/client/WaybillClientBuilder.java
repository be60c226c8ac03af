package dev.waybill.client;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link WaybillClient}. */
public final class WaybillClientBuilder {

    private final String base;
    private @Nullable String apiKey;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration requestTimeout = Duration.ofSeconds(30);
    private Duration uploadTimeout = Duration.ofMinutes(10);
    private Duration idleTimeout = Duration.ofSeconds(30);
    private Duration giveUpAfter = Duration.ofMinutes(1);
    private int repeats = 3;
    private Duration firstPause = Duration.ofMillis(200);
    private Duration longestRetryAfter = Duration.ofSeconds(30);

    WaybillClientBuilder(URI server) {
        if (server.getRawUserInfo() != null || server.getRawQuery() != null || server.getRawFragment() != null) {
            throw new IllegalArgumentException("the server's address must end with its path, and hold no user name");
        }
        if (server.getHost() == null || !("http".equals(server.getScheme()) || "https".equals(server.getScheme()))) {
            throw new IllegalArgumentException("the server's address must be http(s)://host…: " + server);
        }
        String address = server.toString();
        this.base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    static WaybillClientBuilder from(Map<String, String> environment) {
        String address = environment.getOrDefault("WAYBILL_URL", "").strip();
        String key = environment.getOrDefault("WAYBILL_API_KEY", "").strip();
        WaybillClientBuilder builder =
                WaybillClient.builder(URI.create(address.isEmpty() ? "http://127.0.0.1:8080" : address));
        return key.isEmpty() ? builder : builder.apiKey(key);
    }

    /**
     * Sent as {@code Authorization: Bearer} with every request: an API key, or a token of your issuer; none unless said.
     * It stands in no message.
     */
    public WaybillClientBuilder apiKey(String newApiKey) {
        if (!newApiKey.matches("[\\x21-\\x7e]{1,8192}")) {
            throw new IllegalArgumentException("the key must be 1 to 8192 visible ASCII characters");
        }
        this.apiKey = newApiKey;
        return this;
    }

    /** For the connection alone; 5 s unless said. */
    public WaybillClientBuilder connectTimeout(Duration timeout) {
        this.connectTimeout = positive("connectTimeout", timeout);
        return this;
    }

    /** For one request and its whole answer; 30 s unless said. Uploads, downloads and long polls have more. */
    public WaybillClientBuilder requestTimeout(Duration timeout) {
        this.requestTimeout = positive("requestTimeout", timeout);
        return this;
    }

    /** What an upload may take longer; 10 min unless said. */
    public WaybillClientBuilder uploadTimeout(Duration timeout) {
        this.uploadTimeout = positive("uploadTimeout", timeout);
        return this;
    }

    /** The longest silence on a stream or download; 30 s unless said. Servers send a keep-alive every 10 s. */
    public WaybillClientBuilder idleTimeout(Duration timeout) {
        this.idleTimeout = positive("idleTimeout", timeout);
        return this;
    }

    /** How long a stream or a wait goes on without reaching the server; 1 min unless said. */
    public WaybillClientBuilder giveUpAfter(Duration timeout) {
        this.giveUpAfter = positive("giveUpAfter", timeout);
        return this;
    }

    /**
     * How often a request that is safe to repeat is repeated after a lost connection or a 429, 502, 503 or 504, and the
     * first pause, which doubles up to 5 s; 3 times from 200 ms unless said. A {@code Retry-After} wins.
     */
    public WaybillClientBuilder repeats(int newRepeats, Duration newFirstPause) {
        if (newRepeats < 0) {
            throw new IllegalArgumentException("repeats must not be negative: " + newRepeats);
        }
        this.repeats = newRepeats;
        this.firstPause = positive("firstPause", newFirstPause);
        return this;
    }

    /** What is told to come back later than this fails instead; 30 s unless said. */
    public WaybillClientBuilder longestRetryAfter(Duration pause) {
        this.longestRetryAfter = positive("longestRetryAfter", pause);
        return this;
    }

    public WaybillClient build() {
        return new WaybillClient(new ClientSettings(
                base,
                apiKey,
                connectTimeout,
                requestTimeout,
                uploadTimeout,
                idleTimeout,
                giveUpAfter,
                repeats,
                firstPause,
                longestRetryAfter));
    }

    private static Duration positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
        return value;
    }
}
