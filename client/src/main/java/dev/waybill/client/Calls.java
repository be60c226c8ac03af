package dev.waybill.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** What the resources of the API have in common: an answer is read, a list is paged, a file is kept. */
final class Calls {

    private final Transport transport;

    Calls(Transport transport) {
        this.transport = transport;
    }

    Transport transport() {
        return transport;
    }

    <T> T read(ApiRequest request, Class<T> type) {
        return Json.read(request.name(), transport.send(request).body(), type);
    }

    /** For answers without a body. */
    void send(ApiRequest request) {
        transport.send(request);
    }

    <T> Json.Page<T> page(String path, Map<String, String> query, Class<T> type) {
        return readPage(ApiRequest.get(ApiRequest.query(path, query)), type);
    }

    <T> Json.Page<T> readPage(ApiRequest request, Class<T> type) {
        return Json.readPage(request.name(), transport.send(request).body(), type);
    }

    /** Each page is fetched when the one before it is used up. */
    <T> Stream<T> pages(String path, Map<String, String> query, Class<T> type) {
        return pages(path, query, "cursor", type);
    }

    /** @param cursorName the parameter that takes a page's {@code next} */
    <T> Stream<T> pages(String path, Map<String, String> query, String cursorName, Class<T> type) {
        return Pages.stream(cursor -> {
            Map<String, String> parameters = new LinkedHashMap<>(query);
            if (cursor != null) {
                parameters.put(cursorName, cursor);
            }
            return page(path, parameters, type);
        });
    }

    /** Replaces the file; a download that breaks off leaves it as it was. */
    void download(ApiRequest request, Path target) {
        Path part = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (OutputStream output = Files.newOutputStream(part)) {
                transport.download(request, output);
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw WaybillException.local("download to " + target, WaybillException.FILE, "it cannot be written", e);
        } finally {
            part.toFile().delete();
        }
    }
}
