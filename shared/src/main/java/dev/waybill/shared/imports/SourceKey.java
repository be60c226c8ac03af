package dev.waybill.shared.imports;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A remote source together with what is made of it. A digest, since addresses can hold secrets.
 *
 * @param sha256 64 lower-case hexadecimal digits
 */
public record SourceKey(String sha256) {

    /**
     * @param url the source's address as it was given
     * @param purpose what is made of its content, as any text: the same content can serve several purposes
     */
    public static SourceKey of(String url, String purpose) {
        try {
            byte[] text = (url.strip() + "\n" + purpose).getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return new SourceKey(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
