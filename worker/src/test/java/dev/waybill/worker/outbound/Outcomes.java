package dev.waybill.worker.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.job.RetryLater;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What can become of a call. */
final class Outcomes {

    private Outcomes() {}

    static AbstractThrowableAssert<?, ?> refused(String code, ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refusal -> assertThat(refusal.reasonCode()).isEqualTo(code));
    }

    static AbstractThrowableAssert<?, ?> retried(String code, ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RetryLater.class,
                        later -> assertThat(later.reasonCode()).isEqualTo(code));
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
