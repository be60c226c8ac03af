package dev.waybill.worker.outbound;

import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.job.RetryLater;
import dev.waybill.shared.job.Stopped;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.DataFormatException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Says what an I/O failure means for a job. */
final class Failures {

    private Failures() {}

    /**
     * @param host how the other side is called
     * @throws Stopped when it failed because the job must stop
     * @return a {@link Rejected} or a {@link RetryLater}
     */
    static RuntimeException translate(IOException failure, String host, Progress progress) {
        progress.throwIfStopped();
        List<Throwable> all = new ArrayList<>();
        collect(failure, all);
        ForbiddenDestination forbidden = first(ForbiddenDestination.class, all);
        if (forbidden != null) {
            return new Rejected(forbidden.reasonCode(), forbidden.reason());
        }
        if (first(SSLPeerUnverifiedException.class, all) != null || first(CertificateException.class, all) != null) {
            return new Rejected("url_certificate", host + " has no certificate that can be trusted.");
        }
        return passing(failure, all, host);
    }

    private static RetryLater passing(IOException failure, List<Throwable> all, String host) {
        if (first(InterruptedIOException.class, all) != null) {
            return new RetryLater("remote_timeout", host + " took too long.");
        }
        if (first(UnknownHostException.class, all) != null) {
            return new RetryLater(
                    "remote_unreachable", "There is no host " + host + ", or its name cannot be resolved.");
        }
        if (first(ConnectException.class, all) != null
                || first(NoRouteToHostException.class, all) != null
                || first(SSLException.class, all) != null) {
            return new RetryLater("remote_unreachable", host + " cannot be reached.");
        }
        if (isMalformed(failure, all)) {
            return new RetryLater("remote_malformed", host + " does not answer as HTTP says.");
        }
        return new RetryLater("remote_cut_off", host + " broke off its answer.");
    }

    private static boolean isMalformed(IOException failure, List<Throwable> all) {
        String message = Objects.requireNonNullElse(failure.getMessage(), "");
        boolean endedEarly = message.contains("unexpected end of stream");
        return first(DataFormatException.class, all) != null
                || (failure instanceof ProtocolException && !endedEarly)
                // how the decompressor says that a checksum or a mark is wrong
                || message.contains(": actual 0x");
    }

    private static void collect(@Nullable Throwable failure, List<Throwable> all) {
        if (failure == null || all.contains(failure)) {
            return;
        }
        all.add(failure);
        collect(failure.getCause(), all);
        for (Throwable other : failure.getSuppressed()) {
            collect(other, all);
        }
    }

    private static <T extends Throwable> @Nullable T first(Class<T> type, List<Throwable> all) {
        return all.stream().filter(type::isInstance).map(type::cast).findFirst().orElse(null);
    }
}
