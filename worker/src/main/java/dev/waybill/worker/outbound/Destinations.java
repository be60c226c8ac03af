package dev.waybill.worker.outbound;

import dev.waybill.shared.network.Cidr;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Where a connection may go: to the usual ports of the public internet, and wherever the allow-list says. */
final class Destinations {

    private final List<Cidr> allowedBlocks = new ArrayList<>();
    private final List<HostPattern> allowedHosts = new ArrayList<>();
    private final Set<Integer> ports;

    /**
     * @param allow blocks of addresses, addresses, and names of hosts; what they name is allowed on every port
     * @throws IllegalArgumentException when one is neither
     */
    Destinations(List<String> allow, List<Integer> ports) {
        for (String entry : allow) {
            if (isAddress(entry)) {
                allowedBlocks.add(Cidr.parse(entry.strip()));
            } else {
                allowedHosts.add(HostPattern.parse(entry));
            }
        }
        this.ports = Set.copyOf(ports);
    }

    /** @param destination resolved: exactly what will be connected to */
    void require(InetSocketAddress destination) throws ForbiddenDestination {
        InetAddress address = destination.getAddress();
        String host = destination.getHostString();
        if (address == null) {
            throw new ForbiddenDestination("url_forbidden_address", host + " was not resolved.");
        }
        if (allowed(host, address)) {
            return;
        }
        if (!PublicAddresses.contains(address)) {
            throw new ForbiddenDestination("url_forbidden_address", host + " is no address of the public internet.");
        }
        if (!ports.contains(destination.getPort())) {
            throw new ForbiddenDestination(
                    "url_forbidden_port", "Port %d is not allowed.".formatted(destination.getPort()));
        }
    }

    private boolean allowed(String host, InetAddress address) {
        return allowedHosts.stream().anyMatch(pattern -> pattern.matches(host))
                || allowedBlocks.stream().anyMatch(block -> block.contains(address));
    }

    private static boolean isAddress(String entry) {
        return entry.contains("/") || entry.contains(":") || entry.strip().matches("[0-9.]+");
    }
}
