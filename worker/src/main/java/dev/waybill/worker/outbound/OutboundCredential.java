package dev.waybill.worker.outbound;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A secret that jobs name but never see.
 *
 * @param type how it is sent
 * @param value the token, or the header's value; for {@code bearer} and {@code header}
 * @param username for {@code basic}
 * @param password for {@code basic}
 * @param header name of the header; for {@code header}
 * @param allowedHosts the only hosts that get it, over https: {@code api.example.com}, {@code *.example.com}; or
 *     {@code http://host} for one that gets it unencrypted too
 */
record OutboundCredential(
        Type type,
        @Nullable String value,
        @Nullable String username,
        @Nullable String password,
        @Nullable String header,
        @DefaultValue List<String> allowedHosts) {

    private static final String UNENCRYPTED = "http://";

    /** How a credential is sent. */
    enum Type {
        BEARER,
        BASIC,
        HEADER
    }

    OutboundCredential {
        require(type != null, "type must be bearer, basic or header");
        require(!allowedHosts.isEmpty(), "allowed-hosts must name the hosts that get it");
        allowedHosts.forEach(OutboundCredential::pattern);
        allowedHosts = List.copyOf(allowedHosts);
        switch (type) {
            case BEARER -> requireSendable("value", value);
            case BASIC -> {
                requireSet("username", username);
                require(username == null || !username.contains(":"), "username must not contain a colon");
                requireSet("password", password);
            }
            case HEADER -> {
                requireSendable("value", value);
                require(header != null && header.matches("[A-Za-z0-9-]+"), "header must be the name of a header");
            }
        }
    }

    boolean isFor(HttpUrl url) {
        return allowedHosts.stream()
                .filter(entry -> url.isHttps() || isUnencrypted(entry))
                .anyMatch(entry -> pattern(entry).matches(url.host()));
    }

    String headerName() {
        return type == Type.HEADER ? Objects.requireNonNull(header) : "Authorization";
    }

    String headerValue() {
        return switch (type) {
            case BEARER -> "Bearer " + value;
            case BASIC ->
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
            case HEADER -> Objects.requireNonNull(value);
        };
    }

    /** Without the secret, which must not reach a log. */
    @Override
    public String toString() {
        return "OutboundCredential[" + type + " for " + allowedHosts + "]";
    }

    private static HostPattern pattern(String entry) {
        return HostPattern.parse(isUnencrypted(entry) ? entry.substring(UNENCRYPTED.length()) : entry);
    }

    private static boolean isUnencrypted(String entry) {
        return entry.toLowerCase(Locale.ROOT).startsWith(UNENCRYPTED);
    }

    private static void requireSet(String key, @Nullable String text) {
        require(text != null && !text.isBlank(), key + " must be set");
    }

    private static void requireSendable(String key, @Nullable String text) {
        require(text != null && text.matches("[!-~]([ -~]*[!-~])?"), key + " must be set, in printable ASCII");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("waybill.outbound.credentials.<name>." + otherwise);
        }
    }
}
