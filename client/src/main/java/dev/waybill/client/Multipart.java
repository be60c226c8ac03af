package dev.waybill.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A form of a JSON part and a file part, sent from the disk without reading it into memory. The same at each attempt. */
final class Multipart {

    private final String boundary = "waybill-" + UUID.randomUUID();
    private final Path file;
    private final byte[] head;

    /** @param input the JSON part; null for none */
    Multipart(Path file, byte @Nullable [] input) {
        this.file = file;
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        if (input != null) {
            parts.writeBytes(open("name=\"input\"", "application/json"));
            parts.writeBytes(input);
            parts.writeBytes("\r\n".getBytes(UTF_8));
        }
        String name = file.getFileName() == null ? "file" : file.getFileName().toString();
        parts.writeBytes(open("name=\"file\"; filename=\"" + quoted(name) + "\"", typeOf(file)));
        this.head = parts.toByteArray();
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** @throws WaybillException when the file cannot be read */
    BodyPublisher publisher() {
        try {
            return BodyPublishers.concat(
                    BodyPublishers.ofByteArray(head),
                    BodyPublishers.ofFile(file),
                    BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        } catch (IOException e) {
            throw WaybillException.local("upload of " + file, WaybillException.FILE, "it cannot be read", e);
        }
    }

    private byte[] open(String disposition, String type) {
        return ("--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\nContent-Type: " + type
                        + "\r\n\r\n")
                .getBytes(UTF_8);
    }

    // As browsers do (HTML standard, multipart/form-data encoding algorithm).
    private static String quoted(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String typeOf(Path file) {
        try {
            String type = Files.probeContentType(file);
            return type == null ? "application/octet-stream" : type;
        } catch (IOException e) {
            return "application/octet-stream";
        }
    }
}
