package dev.waybill.shared.notification;

import java.security.SecureRandom;
import java.util.Base64;

/** What signs the deliveries to an endpoint: 32 random bytes, which people see once. */
public final class WebhookSecret {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    private WebhookSecret(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A new one. */
    public static WebhookSecret random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new WebhookSecret(bytes);
    }

    /** These bytes. */
    public static WebhookSecret of(byte[] bytes) {
        return new WebhookSecret(bytes.clone());
    }

    /** A copy of the key. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** {@code whsec_} and base64, as Standard Webhooks writes it. */
    public String text() {
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }

    /** Without the secret, which must not reach a log. */
    @Override
    public String toString() {
        return "WebhookSecret";
    }
}
