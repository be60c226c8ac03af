package dev.waybill.api.access;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Addresses that requests come from, as the container writes them: numbers, never names. */
final class Addresses {

    private static final int NETWORK_BYTES = 8;

    private Addresses() {}

    /** Without the zone, which says something to its own machine only. */
    static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    /** The first half of an IPv6 address. */
    static String network64(String address) {
        byte[] bytes = parse(address).getAddress();
        return bytes.length == 4 ? address : HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES));
    }

    static boolean isLoopback(String address) {
        return parse(address).isLoopbackAddress();
    }

    private static InetAddress parse(String address) {
        try {
            return InetAddress.ofLiteral(withoutZone(address));
        } catch (IllegalArgumentException noAddress) {
            return InetAddress.ofLiteral("0.0.0.0");
        }
    }
}
