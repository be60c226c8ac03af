package dev.waybill.api.hub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.MediaType;
import org.springframework.util.DigestUtils;

/** A file that browsers load, as it lies in memory: read once, compressed once. */
final class HubFile {

    private static final Map<String, MediaType> TYPES = Map.of(
            "js", MediaType.parseMediaType("text/javascript;charset=utf-8"),
            "css", MediaType.parseMediaType("text/css;charset=utf-8"),
            "svg", MediaType.parseMediaType("image/svg+xml"),
            "html", MediaType.parseMediaType("text/html;charset=utf-8"),
            "webmanifest", MediaType.parseMediaType("application/manifest+json"));

    private final MediaType type;
    private final byte[] plain;
    private final byte[] compressed;
    private final String tag;

    private HubFile(MediaType type, byte[] plain) {
        this.type = type;
        this.plain = plain;
        this.compressed = gzip(plain);
        this.tag = "\"" + DigestUtils.md5DigestAsHex(plain) + "\"";
    }

    /** Empty when a file of this name is none that browsers are given. */
    static Optional<HubFile> of(String name, byte[] content) {
        return Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
                .map(type -> new HubFile(type, content));
    }

    MediaType type() {
        return type;
    }

    /** The strong entity tag of the content, in quotes. */
    String tag() {
        return tag;
    }

    byte[] plain() {
        return plain;
    }

    /** As gzip. */
    byte[] compressed() {
        return compressed;
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return out.toByteArray();
    }
}
