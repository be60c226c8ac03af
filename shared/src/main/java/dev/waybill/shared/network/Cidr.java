package dev.waybill.shared.network;

import java.net.InetAddress;

/**
 * A block of addresses, RFC 4632.
 *
 * @param network an address of the block
 * @param prefix how many of its leading bits all addresses of the block share
 */
public record Cidr(InetAddress network, int prefix) {

    public Cidr {
        if (prefix < 0 || prefix > bits(network)) {
            throw new IllegalArgumentException("a prefix of " + network.getHostAddress() + " has at most "
                    + bits(network) + " bits, not " + prefix);
        }
    }

    /**
     * {@code 10.0.0.0/8}, {@code fc00::/7}, or one address.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        InetAddress network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        return new Cidr(network, slash < 0 ? bits(network) : Integer.parseInt(text.substring(slash + 1)));
    }

    /** An IPv4 address is never in a block of IPv6 addresses, mapped ones included. */
    public boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        int whole = prefix / Byte.SIZE;
        for (int at = 0; at < whole; at++) {
            if (mine[at] != other[at]) {
                return false;
            }
        }
        int rest = prefix % Byte.SIZE;
        return rest == 0 || ((mine[whole] ^ other[whole]) & (0xFF << (Byte.SIZE - rest)) & 0xFF) == 0;
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }
}
