package io.schemaagent.connectors.kubernetes;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A block of addresses, compared with other blocks.
 *
 * @param first its first address
 * @param prefixLength how many bits all its addresses share
 * @param bits how many an address has
 */
record Block(BigInteger first, int prefixLength, int bits) {

    static Block parse(String cidr) {
        int slash = cidr.indexOf('/');
        try {
            return of(InetAddress.getByName(cidr.substring(0, slash)), Integer.parseInt(cidr.substring(slash + 1)));
        } catch (UnknownHostException malformed) {
            throw new IllegalArgumentException(cidr, malformed);
        }
    }

    static Block of(InetAddress first, int prefixLength) {
        byte[] address = first.getAddress();
        return new Block(new BigInteger(1, address), prefixLength, address.length * 8);
    }

    boolean contains(Block other) {
        int rest = bits - prefixLength;
        return bits == other.bits
                && prefixLength <= other.prefixLength
                && first.shiftRight(rest).equals(other.first.shiftRight(rest));
    }

    boolean overlaps(Block other) {
        return contains(other) || other.contains(this);
    }
}
