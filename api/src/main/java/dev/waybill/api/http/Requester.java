package dev.waybill.api.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.security.Principal;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * By whom a request is counted: its credential, else the address that it comes from. Of an IPv6 address the first 64 bits
 * count, since whoever has one has them all.
 *
 * @param known whether it has a credential
 * @param name stable
 */
public record Requester(boolean known, String name) {

    private static final int SITE = 8;

    /** Of a request that has passed authentication. */
    public static Requester of(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        return principal == null
                ? new Requester(false, site(request.getRemoteAddr()))
                : new Requester(true, principal.getName());
    }

    private static String site(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == 4
                    ? InetAddress.getByAddress(bytes).getHostAddress()
                    : HexFormat.of().formatHex(Arrays.copyOf(bytes, SITE)) + "/64";
        } catch (IllegalArgumentException | java.net.UnknownHostException e) {
            return address;
        }
    }
}
