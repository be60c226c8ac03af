package dev.waybill.worker.notification;

import dev.waybill.shared.notification.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as Standard Webhooks 1.0.0 says: {@code v1,} and base64 of the HMAC-SHA256 over {@code id.timestamp.body}. */
final class StandardSignature {

    private static final String ALGORITHM = "HmacSHA256";

    private StandardSignature() {}

    /**
     * The header {@code webhook-signature}: one signature a secret, with blanks between.
     *
     * @param timestamp seconds since 1970, as in {@code webhook-timestamp}
     */
    static String of(List<WebhookSecret> secrets, String id, long timestamp, String body) {
        byte[] signed = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
        return secrets.stream().map(secret -> "v1," + hmac(secret, signed)).collect(Collectors.joining(" "));
    }

    private static String hmac(WebhookSecret secret, byte[] signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.bytes(), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
        }
    }
}
