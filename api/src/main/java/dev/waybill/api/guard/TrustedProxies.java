package dev.waybill.api.guard;

import dev.waybill.shared.network.Cidr;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who is believed when it says for whom it sends a request on. */
final class TrustedProxies {

    private static final String FOR = "X-Forwarded-For";
    private static final String PROTO = "X-Forwarded-Proto";

    private final List<Cidr> blocks;

    TrustedProxies(List<Cidr> blocks) {
        this.blocks = List.copyOf(blocks);
    }

    /**
     * Where a request really came from.
     *
     * @param address of the client
     * @param secure whether the client speaks TLS with the proxy
     */
    record Origin(String address, boolean secure) {}

    /** Empty when the request did not come through a trusted proxy: then its headers say nothing. */
    Optional<Origin> origin(HttpServletRequest request) {
        Optional<InetAddress> peer = address(request.getRemoteAddr());
        if (peer.isEmpty() || !trusted(peer.get())) {
            return Optional.empty();
        }
        List<String> protocols = values(request, PROTO);
        boolean secure = protocols.isEmpty()
                ? request.isSecure()
                : protocols.getLast().toLowerCase(Locale.ROOT).equals("https");
        return Optional.of(new Origin(client(peer.get(), values(request, FOR)), secure));
    }

    /** From the nearest hop outwards, as far as those who report are trusted. */
    private String client(InetAddress peer, List<String> hops) {
        InetAddress known = peer;
        for (String hop : hops.reversed()) {
            Optional<InetAddress> next = address(hop);
            if (next.isEmpty()) {
                break;
            }
            known = next.get();
            if (!trusted(known)) {
                break;
            }
        }
        return known.getHostAddress();
    }

    private boolean trusted(InetAddress address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    private static List<String> values(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header)).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toList());
    }

    /** An address, with a port or without. */
    private static Optional<InetAddress> address(String text) {
        String bare = text;
        if (text.startsWith("[") && text.indexOf(']') > 0) {
            bare = text.substring(1, text.indexOf(']'));
        } else if (text.indexOf('.') > 0 && text.indexOf(':') == text.lastIndexOf(':') && text.indexOf(':') > 0) {
            bare = text.substring(0, text.indexOf(':'));
        }
        try {
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
