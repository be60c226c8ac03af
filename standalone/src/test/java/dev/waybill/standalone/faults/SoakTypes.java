package dev.waybill.standalone.faults;

import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.RetryPolicy;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The types that the soak's nodes know. */
@Configuration(proxyBeanMethods = false)
class SoakTypes {

    static final int MAX_ATTEMPTS = 3;

    /** Ends at once. */
    static final JobType<SoakInput> SHORT = type("soak_short");
    /** Works in chunks; may fail, and may exhaust the heap. */
    static final JobType<SoakInput> EFFECTS = type("soak_effects");
    /** Works in chunks, then waits for a person. */
    static final JobType<SoakInput> REVIEW = type("soak_review");
    /** Waits for children of type {@link #EFFECTS}. */
    static final JobType<SoakInput> PARENT = type("soak_parent");

    private static JobType<SoakInput> type(String name) {
        return JobType.of(name, SoakInput.class)
                .withMaxAttempts(MAX_ATTEMPTS)
                .withRetry(RetryPolicy.fixed(Duration.ofMillis(500)))
                .withTimeout(Duration.ofMinutes(2));
    }

    @Bean
    JobType<SoakInput> soakShort() {
        return SHORT;
    }

    @Bean
    JobType<SoakInput> soakEffects() {
        return EFFECTS;
    }

    @Bean
    JobType<SoakInput> soakReview() {
        return REVIEW;
    }

    @Bean
    JobType<SoakInput> soakParent() {
        return PARENT;
    }
}
