package dev.waybill.worker.outbound;

import dev.waybill.shared.network.Cidr;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Which addresses belong to the public internet, by the special-purpose registries of IANA (RFC 6890). */
final class PublicAddresses {

    private static final List<Cidr> NOT_PUBLIC_4 = blocks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            // link-local, and with it the metadata address of most clouds
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            // the host of a machine in Azure, metadata included, though it looks public
            "168.63.129.16/32");

    private static final Cidr GLOBAL_UNICAST_6 = Cidr.parse("2000::/3");
    /** Protocol assignments with Teredo, documentation, 6to4: the latter two carry an IPv4 address inside. */
    private static final List<Cidr> NOT_PUBLIC_6 = blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");
    /** In a network without IPv4 every IPv4 address comes in this form. */
    private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");

    private PublicAddresses() {}

    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return NOT_PUBLIC_4.stream().noneMatch(block -> block.contains(address));
        }
        if (NAT64.contains(address)) {
            return contains(embedded(bytes));
        }
        return GLOBAL_UNICAST_6.contains(address) && NOT_PUBLIC_6.stream().noneMatch(block -> block.contains(address));
    }

    private static InetAddress embedded(byte[] bytes) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an address", impossible);
        }
    }

    private static List<Cidr> blocks(String... blocks) {
        return Arrays.stream(blocks).map(Cidr::parse).toList();
    }
}
