package dev.waybill.api.process;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Members;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.Conduct;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/** The body of a submit. */
public final class SubmissionBody {

    /** Members that may stand beside {@code type}, {@code subtype} and {@code input}. */
    public static final Set<String> OPTIONS = Set.of(
            "name",
            "tenant_id",
            "priority",
            "run_at",
            "idempotency_key",
            "max_attempts",
            "context",
            "metadata",
            "related_type",
            "related_id",
            "resource",
            "action",
            "item_ids",
            "concurrency_key",
            "concurrency_limit",
            "timeout_seconds");

    private static final int WORD = 63;
    private static final int TEXT = 200;
    private static final int MOST_URGENT = 1_000;
    private static final int MOST_ATTEMPTS = 100;
    private static final int MOST_ITEM_IDS = 10_000;
    private static final int MOST_CONCURRENT = 10_000;
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(7);
    private static final Duration FURTHEST = Duration.ofDays(5 * 365);

    private SubmissionBody() {}

    /**
     * Reads it; the input itself is not looked into.
     *
     * @throws RequestRefused {@code invalid_input} with every error by its place
     */
    static Submission read(ObjectNode body, Scope scope, Instant now) {
        Members members = new Members(body);
        ObjectNode input = members.object("input");
        Long priority = members.whole("priority", -MOST_URGENT, MOST_URGENT);
        Long maxAttempts = members.whole("max_attempts", 1, MOST_ATTEMPTS);
        Submission submission = new Submission(
                scope,
                members.requiredText("type", WORD),
                members.text("subtype", WORD),
                Objects.requireNonNullElseGet(input, JobJson.MAPPER::createObjectNode),
                members.whole("tenant_id", 1, Long.MAX_VALUE),
                members.text("name", TEXT),
                priority == null ? 0 : priority.intValue(),
                members.instant("run_at", now.plus(FURTHEST)),
                maxAttempts == null ? null : maxAttempts.intValue(),
                members.text("idempotency_key", TEXT),
                members.text("related_type", TEXT),
                members.whole("related_id", 1, Long.MAX_VALUE),
                members.text("resource", TEXT),
                members.text("action", TEXT),
                members.array("item_ids", MOST_ITEM_IDS),
                members.object("context"),
                members.object("metadata"),
                null,
                conduct(members));
        members.done("The request does not fit");
        return submission;
    }

    private static Conduct conduct(Members members) {
        String key = members.text("concurrency_key", TEXT);
        Long limit = members.whole("concurrency_limit", 1, MOST_CONCURRENT);
        Long timeout = members.whole("timeout_seconds", 1, LONGEST_TIMEOUT.toSeconds());
        if (key == null && limit != null) {
            members.wrong("concurrency_limit", "needs a concurrency_key");
            limit = null;
        }
        return new Conduct(
                key,
                key == null ? null : limit == null ? 1 : limit.intValue(),
                timeout == null ? null : Duration.ofSeconds(timeout),
                null);
    }
}
