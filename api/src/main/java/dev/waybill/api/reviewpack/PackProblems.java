package dev.waybill.api.reviewpack;

import dev.waybill.api.problem.Problem;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.reviewpack.ReviewPack;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Why a pack's file is not given out. */
final class PackProblems {

    private static final String RETRY_AFTER = "10";

    private PackProblems() {}

    /**
     * The pack has no file, for the reason that its status is.
     *
     * @throws IllegalArgumentException if it is ready
     */
    static RequestRefused withoutFile(ReviewPack pack) {
        return switch (pack.status()) {
            case QUEUED, GENERATING ->
                new RequestRefused(problem(
                                HttpStatus.CONFLICT,
                                "not_ready",
                                "Not ready",
                                "Review pack " + pack.id() + " is "
                                        + pack.status().word())
                        .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER));
            case FAILED ->
                new RequestRefused(problem(
                        HttpStatus.CONFLICT,
                        "generation_failed",
                        "Generation failed",
                        "Review pack " + pack.id() + " could not be generated; its process says why"));
            case EXPIRED -> expired(pack.id());
            case READY -> throw new IllegalArgumentException("review pack " + pack.id() + " is ready");
        };
    }

    static RequestRefused expired(long packId) {
        return new RequestRefused(problem(
                HttpStatus.GONE, "expired", "Expired", "Review pack " + packId + " has expired; generate another"));
    }

    static RequestRefused wrongLink() {
        return new RequestRefused(problem(
                HttpStatus.FORBIDDEN, "link_invalid", "Invalid link", "The link was not signed by this server"));
    }

    static RequestRefused endedLink() {
        return new RequestRefused(
                problem(HttpStatus.GONE, "link_expired", "Link expired", "The link has ended; ask for another"));
    }

    static RequestRefused rangeBeyond(long size) {
        return new RequestRefused(problem(
                        HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                        "range_not_satisfiable",
                        "Range not satisfiable",
                        "The file has %,d bytes".formatted(size))
                .withHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size));
    }

    private static Problem problem(HttpStatus status, String code, String title, String detail) {
        return new Problem(status, code, title, detail, List.of(), Map.of(), Map.of());
    }
}
