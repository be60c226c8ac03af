package dev.waybill.worker.outbound;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** What a fetched file is called: as its server says (RFC 6266), else as its address ends, else as its host. */
final class RemoteName {

    private RemoteName() {}

    static String of(@Nullable String contentDisposition, HttpUrl url) {
        String given = contentDisposition == null ? null : given(contentDisposition);
        if (given != null && !given.isBlank()) {
            return given;
        }
        List<String> path = url.pathSegments();
        String last = path.getLast();
        return last.isBlank() ? url.host() : last;
    }

    private static @Nullable String given(String contentDisposition) {
        HeaderScanner header = new HeaderScanner(contentDisposition);
        String unusedType = header.token();
        Map<String, String> parameters = header.parameters();
        String extended = parameters.get("filename*");
        String decoded = extended == null ? null : decoded(extended);
        return decoded != null ? decoded : parameters.get("filename");
    }

    /** {@code UTF-8'de'Preise%20f%C3%BCr.csv} (RFC 8187); null when it is not that. */
    private static @Nullable String decoded(String extended) {
        String[] parts = extended.split("'", 3);
        if (parts.length < 3) {
            return null;
        }
        Charset charset = switch (parts[0].toUpperCase(Locale.ROOT)) {
            case "UTF-8" -> StandardCharsets.UTF_8;
            case "ISO-8859-1" -> StandardCharsets.ISO_8859_1;
            default -> null;
        };
        return charset == null ? null : percentDecoded(parts[2], charset);
    }

    private static @Nullable String percentDecoded(String text, Charset charset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character != '%') {
                bytes.write(character);
                continue;
            }
            if (!isHex(text, at + 1)) {
                return null;
            }
            bytes.write(Integer.parseInt(text.substring(at + 1, at + 3), 16));
            at += 2;
        }
        return bytes.toString(charset);
    }

    private static boolean isHex(String text, int at) {
        return at + 2 <= text.length()
                && Character.digit(text.charAt(at), 16) >= 0
                && Character.digit(text.charAt(at + 1), 16) >= 0;
    }
}
