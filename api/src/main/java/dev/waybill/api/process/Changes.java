package dev.waybill.api.process;

import dev.waybill.shared.process.Process;
import dev.waybill.shared.tenancy.Scope;
import java.time.Duration;

/** Port to whoever hears of changes. */
public interface Changes {

    /**
     * Waits until the process is newer than what is known of it, the time is over, or this node stops. Holds no
     * connection meanwhile.
     */
    void await(Scope scope, Process known, Duration atMost) throws InterruptedException;
}
