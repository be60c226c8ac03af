package dev.waybill.api.hub;

import dev.waybill.api.problem.SecureHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Gives browsers the hub. Nothing in it is secret: what a person may see, the API decides. */
@RestController
final class HubController {

    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    private static final CacheControl ASK_AGAIN = CacheControl.noCache();

    private final HubFiles files;

    HubController(HubFiles files) {
        this.files = files;
    }

    @GetMapping({
        "/",
        "/operations/{id}",
        "/imports",
        "/imports/new",
        "/locations",
        "/locations/new",
        "/locations/{batch}",
        "/enrichment/{process}",
        "/drift",
        "/drift/{finding}",
        "/packs",
        "/queues",
        "/settings/keys",
        "/settings/members"
    })
    ResponseEntity<byte[]> page(HttpServletRequest request, HttpServletResponse response) {
        return answer(files.shell(isSignedOut(request)), ASK_AGAIN, request, response);
    }

    /** Another release than this node's asks too while nodes are replaced: it gets what there is, but must not keep it. */
    @GetMapping("/hub/{version}/{*path}")
    ResponseEntity<byte[]> own(
            @PathVariable("version") String version,
            @PathVariable("path") String path,
            HttpServletRequest request,
            HttpServletResponse response) {
        CacheControl keep = version.equals(files.version()) ? FOR_EVER : ASK_AGAIN;
        return files.own(path.substring(1))
                .map(file -> answer(file, keep, request, response))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    @GetMapping("/webjars/lit-html/{*path}")
    ResponseEntity<byte[]> template(
            @PathVariable("path") String path, HttpServletRequest request, HttpServletResponse response) {
        return files.template(path.substring(1))
                .map(file -> answer(file, FOR_EVER, request, response))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private static ResponseEntity<byte[]> answer(
            HubFile file, CacheControl keep, HttpServletRequest request, HttpServletResponse response) {
        SecureHeaders.add(response, request.isSecure());
        boolean compressed = takesGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
        String tag = compressed ? file.tag().replaceFirst("\"$", "-gzip\"") : file.tag();
        boolean known = tag.equals(request.getHeader(HttpHeaders.IF_NONE_MATCH));
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .eTag(tag)
                .cacheControl(keep)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING, HttpHeaders.COOKIE);
        if (known) {
            return answer.build();
        }
        if (compressed) {
            answer.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        return answer.contentType(file.type()).body(compressed ? file.compressed() : file.plain());
    }

    /** A browser that comes from another site keeps the cookie of a session back at first: nothing is known of it. */
    private static boolean isSignedOut(HttpServletRequest request) {
        return request.getCookies() == null && !"cross-site".equals(request.getHeader("Sec-Fetch-Site"));
    }

    private static boolean takesGzip(@Nullable String accepted) {
        return accepted != null && accepted.matches("(?i).*\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$)).*");
    }
}
