package dev.waybill.dashboard;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Answers only to names that are ours. A page whose name an attacker points at this address (DNS rebinding) is the same
 * origin to the browser, but its Host header still tells the attacker's name; an IP address cannot be rebound.
 */
final class ExpectedHost implements Check {

    private final InetAddress bound;
    private final List<String> names;

    ExpectedHost(InetAddress bound, List<String> names) {
        this.bound = bound;
        this.names = names;
    }

    @Override
    public @Nullable Refusal refuse(Call call) {
        boolean expected = call.only("Host").map(this::isOurs).orElse(false);
        return expected
                ? null
                : new Refusal(421, "Unexpected Host; name it in waybill.dashboard.allowed-hosts if it is yours.");
    }

    private boolean isOurs(String host) {
        String name = withoutPort(host).toLowerCase(Locale.ROOT);
        return name.equals("localhost") || names.contains(name) || isOurAddress(name);
    }

    private boolean isOurAddress(String name) {
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(name);
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
        return bound.isAnyLocalAddress()
                || address.equals(bound)
                || (bound.isLoopbackAddress() && address.isLoopbackAddress());
    }

    private static String withoutPort(String host) {
        if (host.startsWith("[") && host.indexOf(']') > 0) {
            return host.substring(1, host.indexOf(']'));
        }
        int colon = host.indexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }
}
