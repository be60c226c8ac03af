package dev.waybill.worker.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;

/** Resolves names on a thread of its own, since nothing can stop a resolution; whoever asked waits no longer than this. */
final class PatientDns implements Dns {

    private final Dns dns;
    private final Duration patience;

    PatientDns(Dns dns, Duration patience) {
        this.dns = dns;
        this.patience = patience;
    }

    /** The addresses, each with the name that was asked for. */
    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        FutureTask<List<InetAddress>> lookup = new FutureTask<>(() -> dns.lookup(hostname));
        Thread.ofPlatform().daemon().name("waybill dns").start(lookup);
        try {
            return named(hostname, lookup.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unknown(hostname, stopped);
        } catch (ExecutionException | TimeoutException failure) {
            throw unknown(hostname, failure);
        }
    }

    private static List<InetAddress> named(String hostname, List<InetAddress> addresses) throws UnknownHostException {
        List<InetAddress> named = new ArrayList<>();
        for (InetAddress address : addresses) {
            named.add(InetAddress.getByAddress(hostname, address.getAddress()));
        }
        return named;
    }

    private static UnknownHostException unknown(String hostname, Exception why) {
        UnknownHostException unknown = new UnknownHostException(hostname);
        unknown.initCause(why);
        return unknown;
    }
}
