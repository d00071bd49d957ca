package io.schemaagent.connectors.egress;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Hosts that are addresses already: canonical ones are read, odd ones recognized so that they can be refused. */
final class IpLiteral {

    /** What a URL parser takes for a number: decimal, octal or hexadecimal (WHATWG URL, "ends in a number"). */
    private static final Pattern NUMERIC_LABEL = Pattern.compile("(?i)[0-9]+|0x[0-9a-f]*");

    private IpLiteral() {}

    /** The address, if the text is IPv4 in four decimal parts without leading zeros, or IPv6, bracketed or not. */
    static Optional<InetAddress> parse(String host) {
        String text = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        // A zone ("%eth0") would let a link-local address look like another one.
        byte[] bytes = text.indexOf('%') >= 0 ? null : NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null || (bytes.length == 4 && hasLeadingZero(text))) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("4 or 16 bytes are always an address", impossible);
        }
    }

    /**
     * Whether some resolver would read this host as an IPv4 address although it is not written as one: {@code 127.1},
     * {@code 2130706433}, {@code 0x7f.0.0.1}, {@code 0177.0.0.1}, {@code 127.0.0.1.}.
     */
    static boolean isOddNotation(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        String lastLabel = name.substring(name.lastIndexOf('.') + 1);
        return NUMERIC_LABEL.matcher(lastLabel).matches() && parse(host).isEmpty();
    }

    private static boolean hasLeadingZero(String ipv4) {
        for (String part : ipv4.split("\\.", -1)) {
            if (part.length() > 1 && part.charAt(0) == '0') {
                return true;
            }
        }
        return false;
    }
}
