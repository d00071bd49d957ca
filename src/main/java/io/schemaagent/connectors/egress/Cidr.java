package io.schemaagent.connectors.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A block of addresses in CIDR notation (RFC 4632, RFC 4291). It keeps the bytes of its network: an {@link InetAddress}
 * could not be part of a native image, and would hand out a copy of them for every comparison.
 */
final class Cidr {

    private static final Pattern PREFIX_LENGTH = Pattern.compile("[0-9]{1,3}");

    private final byte[] network;
    private final int prefixLength;

    Cidr(InetAddress network, int prefixLength) {
        this.network = network.getAddress();
        this.prefixLength = prefixLength;
        if (prefixLength < 0 || prefixLength > this.network.length * 8) {
            throw new IllegalArgumentException(
                    "/" + prefixLength + " is not a prefix length of " + network.getHostAddress());
        }
    }

    /** Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or a single address. Throws where it is neither. */
    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        InetAddress network =
                IpLiteral.parse(slash < 0 ? text : text.substring(0, slash)).orElseThrow(() -> malformed(text));
        if (slash < 0) {
            return new Cidr(network, network.getAddress().length * 8);
        }
        String prefixLength = text.substring(slash + 1);
        if (!PREFIX_LENGTH.matcher(prefixLength).matches()) {
            throw malformed(text);
        }
        return new Cidr(network, Integer.parseInt(prefixLength));
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(text + " is neither a CIDR block nor an IP address");
    }

    boolean contains(InetAddress address) {
        byte[] theirs = address.getAddress();
        if (network.length != theirs.length) {
            return false;
        }
        int whole = prefixLength / 8;
        for (int i = 0; i < whole; i++) {
            if (network[i] != theirs[i]) {
                return false;
            }
        }
        int rest = prefixLength % 8;
        return rest == 0 || (network[whole] ^ theirs[whole]) >> (8 - rest) == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr cidr && prefixLength == cidr.prefixLength && Arrays.equals(network, cidr.network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + prefixLength;
    }

    /** The address that the bits from {@code offset} of an IPv6 address embed as IPv4. */
    static InetAddress embeddedIpv4(InetAddress address, int offset) {
        byte[] all = address.getAddress();
        try {
            return InetAddress.getByAddress(
                    new byte[] {all[offset], all[offset + 1], all[offset + 2], all[offset + 3]});
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("Four bytes are always an IPv4 address", impossible);
        }
    }
}
