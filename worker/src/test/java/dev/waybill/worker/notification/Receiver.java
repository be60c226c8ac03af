package dev.waybill.worker.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.worker.outbound.RawServer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks deliveries as a receiver does that was written from the specifications: RFC 2104 on top of SHA-256 alone. */
final class Receiver {

    private static final int BLOCK = 64;

    private Receiver() {}

    /** Whether one of the signatures of the request was made with this {@code whsec_} secret. */
    static boolean verifies(RawServer.Request request, String secret) {
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        String signed =
                "%s.%s.%s".formatted(request.header("webhook-id"), request.header("webhook-timestamp"), request.body());
        String expected = "v1," + Base64.getEncoder().encodeToString(hmac(key, signed.getBytes(UTF_8)));
        return signatures(request).stream()
                .anyMatch(signature -> MessageDigest.isEqual(signature.getBytes(UTF_8), expected.getBytes(UTF_8)));
    }

    static List<String> signatures(RawServer.Request request) {
        @Nullable String header = request.header("webhook-signature");
        return header == null ? List.of() : Arrays.asList(header.split(" "));
    }

    static byte[] hmac(byte[] key, byte[] text) {
        byte[] block = Arrays.copyOf(key.length > BLOCK ? sha256(key) : key, BLOCK);
        return sha256(padded(block, 0x5c), sha256(padded(block, 0x36), text));
    }

    private static byte[] padded(byte[] block, int pad) {
        byte[] padded = new byte[BLOCK];
        for (int at = 0; at < BLOCK; at++) {
            padded[at] = (byte) (block[at] ^ pad);
        }
        return padded;
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
