package dev.waybill.worker.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.Dns;

/** Resolves names as a test says, and differently every time if it says so. */
final class HostsTable implements Dns {

    private final Map<String, Deque<List<InetAddress>>> answers = new HashMap<>();

    /** The next answer for that name; the last one stays. */
    synchronized HostsTable with(String host, String... addresses) {
        List<InetAddress> answer =
                List.of(addresses).stream().map(InetAddress::ofLiteral).toList();
        answers.computeIfAbsent(host, key -> new ArrayDeque<>()).add(answer);
        return this;
    }

    @Override
    public synchronized List<InetAddress> lookup(String host) throws UnknownHostException {
        Deque<List<InetAddress>> left = answers.get(host);
        if (left == null) {
            throw new UnknownHostException(host);
        }
        return left.size() > 1 ? left.remove() : left.element();
    }
}
