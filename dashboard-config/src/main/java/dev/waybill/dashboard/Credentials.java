package dev.waybill.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** HTTP basic sign-in; passes everyone when no password is set. How long it takes tells nothing about the password. */
final class Credentials implements Check {

    private static final String SCHEME = "Basic ";
    private static final Refusal SIGN_IN = new Refusal(401, "Sign in.");

    private final byte @Nullable [] expected;

    Credentials(String username, @Nullable String password) {
        this.expected = password == null ? null : digest((username + ":" + password).getBytes(UTF_8));
    }

    @Override
    public @Nullable Refusal refuse(Call call) {
        if (expected == null) {
            return null;
        }
        byte[] given = call.only("Authorization").flatMap(Credentials::decode).orElse(new byte[0]);
        return MessageDigest.isEqual(digest(given), expected) ? null : SIGN_IN;
    }

    private static Optional<byte[]> decode(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip()));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    // Digests have one length, so the comparison does not tell how long the password is.
    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
