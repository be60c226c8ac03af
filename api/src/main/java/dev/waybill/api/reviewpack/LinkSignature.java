package dev.waybill.api.reviewpack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs which pack may be read until when, by HMAC-SHA-256. */
final class LinkSignature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final Supplier<byte[]> secret;

    /** @param secret asked for at the first link; always gives the same */
    LinkSignature(Supplier<byte[]> secret) {
        this.secret = secret;
    }

    /** @param expires seconds since 1970 */
    String sign(long packId, long expires) {
        String signed = "review-pack\n" + packId + "\n" + expires;
        return ENCODER.encodeToString(hmac(signed.getBytes(StandardCharsets.UTF_8)));
    }

    /** In a time that does not tell how much of it is right. */
    boolean isRight(String signature, long packId, long expires) {
        return MessageDigest.isEqual(
                signature.getBytes(StandardCharsets.UTF_8),
                sign(packId, expires).getBytes(StandardCharsets.UTF_8));
    }

    private byte[] hmac(byte[] signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.get(), ALGORITHM));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }
}
