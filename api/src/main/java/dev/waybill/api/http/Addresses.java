package dev.waybill.api.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Addresses that requests come from, as the container writes them: numbers, never names. */
public final class Addresses {

    private static final int SITE_BYTES = 8;

    private Addresses() {}

    /** Without the zone, which says something to its own machine only. */
    public static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    /**
     * By what an address is counted: of an IPv6 address the first 64 bits, since whoever has one has them all; any other as
     * it is, IPv4 inside IPv6 as IPv4.
     */
    public static String site(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        InetAddress parsed = parse(address);
        byte[] bytes = parsed.getAddress();
        return bytes.length == 4
                ? parsed.getHostAddress()
                : HexFormat.of().formatHex(Arrays.copyOf(bytes, SITE_BYTES)) + "/64";
    }

    public static boolean isLoopback(String address) {
        return parse(address).isLoopbackAddress();
    }

    /** What is no address is nobody's. */
    private static InetAddress parse(String address) {
        try {
            return InetAddress.ofLiteral(withoutZone(address));
        } catch (IllegalArgumentException noAddress) {
            return InetAddress.ofLiteral("0.0.0.0");
        }
    }
}
