package dev.waybill.standalone.cli;

import dev.waybill.client.ProcessView;
import dev.waybill.client.WaybillException;

/** What a script can tell from the way a command ended. */
enum ExitCode {
    OK(0, "done; of what was waited for: it succeeded"),
    FAILED(1, "the job failed, or the command did for a reason that has no number here"),
    USAGE(2, "the command cannot be understood, or the server refuses what was sent (422)"),
    PARTIAL(3, "the job ended with some of its items failed"),
    CANCELLED(4, "the job was cancelled"),
    WAITING_REVIEW(5, "the job waits for a person: waybill decide"),
    NOT_FOUND(6, "there is no such thing, or it is not yours"),
    NOT_ALLOWED(7, "the key is missing or wrong, or may not do this"),
    UNREACHABLE(8, "the server does not answer"),
    TIMED_OUT(9, "the time given with --timeout is over; the job goes on"),
    CONFLICT(10, "what is asked for does not fit the job's status, or it changed meanwhile"),
    TRY_LATER(11, "the server is overloaded or turns this key away for now, or failed (5xx)"),
    INTERRUPTED(130, "Ctrl-C; a job that was watched goes on"),
    BROKEN_PIPE(141, "who read the output has gone, for example head");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    String meaning() {
        return meaning;
    }

    /** How the process stands; of words that a newer server has: failed. */
    static ExitCode of(ProcessView process) {
        return switch (process.status()) {
            case "completed" -> "partially_succeeded".equals(process.outcome()) ? PARTIAL : OK;
            case "cancelled" -> CANCELLED;
            case "waiting_review" -> WAITING_REVIEW;
            default -> FAILED;
        };
    }

    static ExitCode of(WaybillException failure) {
        return failure.status() == 0 ? unanswered(failure.reasonCode()) : answered(failure.status());
    }

    private static ExitCode unanswered(String reasonCode) {
        return switch (reasonCode) {
            case WaybillException.UNREACHABLE -> UNREACHABLE;
            case WaybillException.TIMEOUT -> TIMED_OUT;
            case WaybillException.INTERRUPTED, WaybillException.CLOSED -> INTERRUPTED;
            default -> FAILED;
        };
    }

    private static ExitCode answered(int status) {
        return switch (status) {
            case 401, 403 -> NOT_ALLOWED;
            case 404, 410 -> NOT_FOUND;
            case 409, 412, 428 -> CONFLICT;
            case 400, 413, 415, 422 -> USAGE;
            case 429 -> TRY_LATER;
            default -> status >= 500 ? TRY_LATER : FAILED;
        };
    }
}
