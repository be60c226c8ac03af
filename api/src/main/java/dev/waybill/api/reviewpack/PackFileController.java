package dev.waybill.api.reviewpack;

import dev.waybill.api.http.JsonBody;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.reviewpack.PackStatus;
import dev.waybill.shared.reviewpack.ReviewPack;
import dev.waybill.shared.reviewpack.ReviewPacks;
import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives out the files of packs: to callers of the workspace, and to whoever holds a link that they made. */
@RestController
@RequestMapping("/api/review-packs/{id}")
final class PackFileController {

    private static final long LATEST = 253_402_300_799L;

    private final JsonBody bodies;
    private final ReviewPacks packs;
    private final PackDownload download;
    private final LinkSignature signature;
    private final ReviewPackLinkProperties properties;
    private final Clock clock;

    PackFileController(
            JsonBody bodies,
            ReviewPacks packs,
            PackDownload download,
            LinkSignature signature,
            ReviewPackLinkProperties properties,
            Clock clock) {
        this.bodies = bodies;
        this.packs = packs;
        this.download = download;
        this.signature = signature;
        this.properties = properties;
        this.clock = clock;
    }

    @Route(
            id = "downloadReviewPack",
            summary = "A pack's file",
            answers = {200, 206, 304},
            media = "application/zip",
            traits = {Trait.ATTACHED, Trait.RANGED, Trait.CACHED},
            refuses = {"409 not_ready", "409 generation_failed", "410 expired", "416 range_not_satisfiable"})
    @GetMapping("/download")
    void download(
            @PathVariable("id") long id,
            Scope scope,
            Query query,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        query.done();
        download.send(packs.find(scope, id), request, response);
    }

    /** A link ends with its time or with the pack, whichever is first. */
    @Route(
            id = "linkReviewPack",
            summary = "A link to the file that needs no credentials, and ends",
            traits = Trait.BARE,
            refuses = {"409 not_ready", "409 generation_failed", "410 expired"})
    @PostMapping("/link")
    LinkView link(@PathVariable("id") long id, Scope scope, Query query, HttpServletRequest request)
            throws IOException {
        query.done();
        bodies.requireEmpty(request);
        ReviewPack pack = packs.find(scope, id);
        if (pack.status() != PackStatus.READY) {
            throw PackProblems.withoutFile(pack);
        }
        Instant now = clock.instant();
        Instant expires =
                earlier(now.plus(properties.linkLifetime()), pack.expiresAt()).truncatedTo(ChronoUnit.SECONDS);
        String path = "/api/review-packs/%d/file?expires=%d&signature=%s"
                .formatted(id, expires.getEpochSecond(), signature.sign(id, expires.getEpochSecond()));
        return new LinkView(path, expires, now);
    }

    /** Takes no scope: the signature is the credential. */
    @Route(
            id = "downloadLinkedReviewPack",
            summary = "The file behind a link",
            query = PackShapes.LinkQuery.class,
            answers = {200, 206, 304},
            media = "application/zip",
            traits = {Trait.ATTACHED, Trait.RANGED, Trait.CACHED, Trait.OPEN},
            refuses = {
                "409 not_ready",
                "409 generation_failed",
                "410 expired",
                "416 range_not_satisfiable",
                "403 link_invalid",
                "410 link_expired"
            })
    @GetMapping("/file")
    void file(@PathVariable("id") long id, Query query, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Long expires = query.whole("expires", 0, LATEST);
        String signed = query.text("signature");
        query.done();
        if (expires == null || signed == null) {
            String missing = expires == null ? "expires" : "signature";
            throw new RequestRefused(
                    Reason.INVALID_PARAMETER,
                    missing + " is required",
                    List.of(new FieldError(missing, "is required")));
        }
        if (!signature.isRight(signed, id, expires)) {
            throw PackProblems.wrongLink();
        }
        if (clock.instant().getEpochSecond() >= expires) {
            throw PackProblems.endedLink();
        }
        download.send(packs.linked(id).orElseThrow(() -> PackProblems.expired(id)), request, response);
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other != null && other.isBefore(one) ? other : one;
    }
}
