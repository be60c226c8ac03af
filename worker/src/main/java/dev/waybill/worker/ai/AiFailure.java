package dev.waybill.worker.ai;

import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.job.RetryLater;
import dev.waybill.shared.usage.Admission;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a model gave no usable answer. Its message is for people: no key, no prompt, no data. Whoever was billed for it
 * nevertheless finds the tokens in {@link #usage()}.
 */
public abstract sealed class AiFailure extends RuntimeException {

    private final String reasonCode;
    private final transient Usage usage;

    private AiFailure(String reasonCode, String message, Usage usage, @Nullable Throwable cause) {
        super(message, cause);
        this.reasonCode = reasonCode;
        this.usage = usage;
    }

    /** Stable, one of docs/errors.md. */
    public final String reasonCode() {
        return reasonCode;
    }

    /** What was billed though there is no answer; {@link Usage#NONE} when the provider did not say. */
    public final Usage usage() {
        return usage;
    }

    /** What a job throws for it: to be tried again with the type's backoff, or to fail at once. */
    public final RuntimeException forJob() {
        return switch (this) {
            case RateLimited limited ->
                new RetryLater(reasonCode, getMessage(), limited.retryAfter().orElse(null));
            case Unavailable unavailable -> new RetryLater(reasonCode, getMessage());
            case Empty empty -> new RetryLater(reasonCode, getMessage());
            case Cancelled cancelled -> new RetryLater(reasonCode, getMessage());
            case OverBudget over -> new Rejected(reasonCode, getMessage());
            case Blocked blocked -> new Rejected(reasonCode, getMessage());
            case Truncated truncated -> new Rejected(reasonCode, getMessage());
            case BadAnswer bad -> new Rejected(reasonCode, getMessage());
            case Unauthorized unauthorized -> new Rejected(reasonCode, getMessage());
            case BadRequest bad -> new Rejected(reasonCode, getMessage());
        };
    }

    @Override
    public final String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** The provider wants fewer requests. */
    public static final class RateLimited extends AiFailure {
        private final @Nullable Duration retryAfter;

        public RateLimited(@Nullable Duration retryAfter) {
            super("ai_rate_limited", "The AI provider wants fewer requests.", Usage.NONE, null);
            this.retryAfter = retryAfter;
        }

        /** How long the provider wants none; empty when it does not say. */
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }
    }

    /** It cannot be reached, does not answer in time, or answers something else than its API. */
    public static final class Unavailable extends AiFailure {
        public Unavailable(String message, @Nullable Throwable cause) {
            super("ai_unavailable", message, Usage.NONE, cause);
        }
    }

    /** It refuses this prompt, or to show what it answered; asking again does not help. */
    public static final class Blocked extends AiFailure {
        /** @param why the provider's word for it, such as SAFETY */
        public Blocked(String why, Usage usage) {
            super("ai_blocked", "The AI provider refused the request: " + why + ".", usage, null);
        }
    }

    /** Its output does not fit the limit however little is asked for at once. */
    public static final class Truncated extends AiFailure {
        public Truncated(Usage usage) {
            super("ai_truncated", "The AI provider's answer does not fit the limit of output tokens.", usage, null);
        }
    }

    /** It answered nothing. */
    public static final class Empty extends AiFailure {
        public Empty(Usage usage) {
            super("ai_empty", "The AI provider sent an empty answer.", usage, null);
        }
    }

    /** It answered something that is not of the schema. */
    public static final class BadAnswer extends AiFailure {
        public BadAnswer(Usage usage) {
            super("ai_bad_answer", "The AI provider's answer is not in the form that was asked for.", usage, null);
        }
    }

    /** It does not accept the key, or not for this model. */
    public static final class Unauthorized extends AiFailure {
        public Unauthorized() {
            super(
                    "ai_unauthorized",
                    "The AI provider does not accept the API key; an operator has to correct it.",
                    Usage.NONE,
                    null);
        }
    }

    /** It does not accept the request: a model that it does not have, or a setting that it does not know. */
    public static final class BadRequest extends AiFailure {
        public BadRequest(int status, String name) {
            super(
                    "ai_bad_request",
                    "The AI provider does not accept the request (%d %s); see the model in the settings."
                            .formatted(status, name),
                    Usage.NONE,
                    null);
        }
    }

    /** The call was aborted. */
    public static final class Cancelled extends AiFailure {
        public Cancelled(@Nullable Throwable cause) {
            super("ai_cancelled", "The call of the AI provider was aborted.", Usage.NONE, cause);
        }
    }

    /** It was not asked: the call could cost more than a budget has left, or has no price to hold against it. */
    public static final class OverBudget extends AiFailure {
        private final transient Admission.@Nullable OverBudget budget;

        public OverBudget(Admission.OverBudget budget) {
            super(
                    "budget_exhausted",
                    "The next call may cost %s USD; of the %s budget of %s USD %s are spent."
                            .formatted(
                                    plain(budget.needed()),
                                    budget.budget().word(),
                                    plain(budget.max()),
                                    plain(budget.spent())),
                    Usage.NONE,
                    null);
            this.budget = budget;
        }

        /** @param model that has no price */
        public OverBudget(String model) {
            super("price_unknown", "There is a budget, but no price for " + model + ".", Usage.NONE, null);
            this.budget = null;
        }

        /** The budget; empty when only the price is missing. */
        public Optional<Admission.OverBudget> budget() {
            return Optional.ofNullable(budget);
        }

        private static String plain(BigDecimal usd) {
            return usd.signum() == 0 ? "0" : usd.stripTrailingZeros().toPlainString();
        }
    }
}
