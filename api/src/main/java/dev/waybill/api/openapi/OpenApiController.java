package dev.waybill.api.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.EntityTag;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.Route;
import dev.waybill.shared.job.JobJson;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Hands out the OpenAPI document of what this application serves. */
@RestController
final class OpenApiController {

    private final Supplier<Written> document;

    private record Written(String json, String tag) {}

    OpenApiController(Supplier<ObjectNode> document) {
        this.document = SingletonSupplier.of(() -> write(document.get()));
    }

    @Route(
            id = "getOpenApi",
            summary = "This document",
            traits = {Route.Trait.CACHED})
    @GetMapping(path = "/api/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> get(Query query, HttpServletRequest request) {
        query.done();
        Written written = document.get();
        boolean known = EntityTag.matches(request.getHeader(HttpHeaders.IF_NONE_MATCH), written.tag);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .eTag(written.tag)
                .cacheControl(CacheControl.noCache().cachePrivate());
        return known
                ? answer.build()
                : answer.contentType(MediaType.APPLICATION_JSON).body(written.json.getBytes(StandardCharsets.UTF_8));
    }

    private static Written write(ObjectNode document) {
        try {
            String json = JobJson.MAPPER.writeValueAsString(document);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return new Written(json, "\"" + HexFormat.of().formatHex(digest, 0, 8) + "\"");
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("the document cannot be written", e);
        }
    }
}
