package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaagent.connectors.fuzz.Chance;
import io.schemaagent.connectors.fuzz.Fuzzing;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Addresses in all notations that somebody reads, against a second opinion that shares no code with the guard. */
class AddressGuardFuzzTest {

    private static final AddressPolicy POLICY = new AddressPolicy(List.of());

    private static final List<String> IPV4 = List.of(
            "127.0.0.1",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.0.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "8.8.8.8",
            "1.1.1.1",
            "172.32.0.1");
    private static final List<String> IPV6 = List.of(
            "::",
            "::1",
            "fe80::1",
            "fec0::1",
            "fc00::1",
            "fd12:3456::1",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
            "64:ff9b:1::1",
            "100::1",
            "2606:4700:4700::1111",
            "2a00:1450:4001::1");

    private static String host(Chance chance) {
        byte[] ipv4 = address(chance.oneOf(IPV4)).getAddress();
        if (chance.oneIn(8)) {
            for (int i = 0; i < ipv4.length; i++) {
                ipv4[i] = (byte) chance.below(256);
            }
        }
        String host = chance.oneIn(2) ? ipv4Notation(ipv4, chance) : ipv6Notation(ipv4, chance);
        return disguised(host, chance);
    }

    private static String ipv4Notation(byte[] ipv4, Chance chance) {
        int parts = 1 + chance.below(4);
        List<String> written = new ArrayList<>();
        for (int i = 0; i < parts - 1; i++) {
            written.add(number(Byte.toUnsignedLong(ipv4[i]), chance));
        }
        long rest = 0;
        for (int i = parts - 1; i < 4; i++) {
            rest = (rest << 8) | Byte.toUnsignedLong(ipv4[i]);
        }
        written.add(number(rest, chance));
        return String.join(".", written);
    }

    private static String number(long number, Chance chance) {
        return switch (chance.below(6)) {
            case 0 -> "0" + Long.toOctalString(number);
            case 1 -> "0x" + Long.toHexString(number);
            case 2 -> "00" + number;
            default -> Long.toString(number);
        };
    }

    private static String ipv6Notation(byte[] ipv4, Chance chance) {
        String hex = String.format("%02x%02x:%02x%02x", ipv4[0], ipv4[1], ipv4[2], ipv4[3]);
        String tail = chance.oneIn(2) ? hex : hex.replaceAll("\\b0{1,3}", "");
        String dotted = chance.oneIn(2) ? tail : address(ipv4).getHostAddress();
        String text =
                switch (chance.below(10)) {
                    case 0 -> "::ffff:" + dotted;
                    case 1 -> "0:0:0:0:0:ffff:" + dotted;
                    case 2 -> "::" + dotted;
                    case 3 -> "::ffff:0:" + dotted;
                    case 4 -> "64:ff9b::" + dotted;
                    case 5 -> "2002:" + hex + "::" + chance.oneOf("", "1", "8.8.8.8");
                    case 6 -> "64:ff9b:1::" + dotted;
                    case 7 -> "2001:0:" + hex + "::1";
                    default -> chance.oneOf(IPV6);
                };
        return "[" + text + chance.oneOf("", "", "", "%eth0", "%25eth0", "%1") + "]";
    }

    private static String disguised(String host, Chance chance) {
        StringBuilder disguised = new StringBuilder();
        int kind = chance.below(12);
        for (int i = 0; i < host.length(); i++) {
            disguised.append(disguised(host.charAt(i), chance.oneIn(2) ? kind : -1));
        }
        return switch (kind) {
            case 3 -> host.toUpperCase(Locale.ROOT);
            case 4 -> host + ".";
            case 5 -> host.replace(".", chance.oneOf("\u3002", "\uff0e", "\uff61", "\u2024", "..", "\u00ad."));
            default -> disguised.toString();
        };
    }

    private static String disguised(char one, int kind) {
        boolean digit = one >= '0' && one <= '9';
        return switch (kind) {
            case 0 -> "%" + Integer.toHexString(one);
            case 1 -> digit ? Character.toString('\uff10' + one - '0') : String.valueOf(one);
            case 2 -> digit ? Character.toString(0x1D7CE + one - '0') : String.valueOf(one);
            default -> String.valueOf(one);
        };
    }

    @Test
    void permitsOnlyPublicAddressesInWhateverNotation() {
        Fuzzing.of("hosts", AddressGuardFuzzTest::host).check("The guard knows addresses by any notation", input -> {
            Optional<String> host = UpstreamUrl.parse("http://" + input + "/").map(UpstreamUrl::host);
            Optional<InetAddress> literal = host.flatMap(IpLiteral::parse);

            // What others would read in it, before and after the host was made ASCII.
            for (String text : host.map(name -> List.of(input, name)).orElse(List.of())) {
                for (InetAddress read : readByOthers(text)) {
                    assertThat(literal.isPresent() || IpLiteral.isOddNotation(host.get()))
                            .as("%s, which others read as %s, is no name", host.get(), read)
                            .isTrue();
                    literal.ifPresent(address -> assertThat(address).isEqualTo(read));
                }
            }
            literal.filter(address -> POLICY.permits(host.get(), address)).ifPresent(AddressGuardFuzzTest::checkPublic);
            literal.ifPresent(address -> checkReading(host.get(), address));
            return host.isPresent();
        });
    }

    /** Of an IPv4-compatible address with a dotted tail, the guard reads the IPv4 address, and dials that. */
    private static void checkReading(String host, InetAddress address) {
        InetAddress java = address(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
        List<InetAddress> readings = new ArrayList<>(host.indexOf('.') >= 0 ? embedded(java) : List.of());
        readings.add(java);
        assertThat(readings).contains(address);
    }

    private static void checkPublic(InetAddress address) {
        assertThat(isPrivate(address)).as("%s is private", address).isFalse();
        embedded(address).forEach(inner -> assertThat(isPrivate(inner))
                .as("%s in %s is private", inner, address)
                .isFalse());
    }

    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
        boolean special = bytes.length == 4
                && (bytes[0] == 0
                        || (bytes[0] & 0xF0) == 0xF0
                        || (bytes[0] == 100 && (bytes[1] & 0xC0) == 64)
                        || ((bytes[0] & 0xFF) == 198 && (bytes[1] & 0xFE) == 18));
        return uniqueLocal
                || special
                || address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress();
    }

    /** IPv4 addresses that some gateway or system takes out of an IPv6 address. */
    private static List<InetAddress> embedded(InetAddress address) {
        String hex = "";
        for (byte one : address.getAddress()) {
            hex += String.format("%02x", one);
        }
        List<InetAddress> inner = new ArrayList<>();
        if (hex.matches("0{24}.{8}|0{20}ffff.{8}|0{16}ffff0000.{8}|0064ff9b0{16}.{8}")) {
            inner.add(address(Arrays.copyOfRange(address.getAddress(), 12, 16)));
        }
        if (hex.matches("2002.{28}")) {
            inner.add(address(Arrays.copyOfRange(address.getAddress(), 2, 6)));
        }
        if (hex.matches("20010000.{24}")) {
            inner.add(address(Arrays.copyOfRange(address.getAddress(), 4, 8)));
        }
        return inner;
    }

    /** As inet_aton of a C library does, and as those do for whom a zero in front means nothing. */
    private static List<InetAddress> readByOthers(String host) {
        String text = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        List<InetAddress> read = new ArrayList<>();
        inetAton(text, true).ifPresent(read::add);
        inetAton(text, false).ifPresent(read::add);
        return read;
    }

    private static Optional<InetAddress> inetAton(String host, boolean zeroMeansOctal) {
        String[] parts = host.toLowerCase(Locale.ROOT).split("\\.", -1);
        if (parts.length > 4) {
            return Optional.empty();
        }
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            long number = number(parts[i], zeroMeansOctal);
            int bits = i < parts.length - 1 ? 8 : 8 * (5 - parts.length);
            if (number < 0 || number >= 1L << bits) {
                return Optional.empty();
            }
            address = (address << bits) | number;
        }
        return Optional.of(address(
                new byte[] {(byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address}));
    }

    /** -1 where it is no number. */
    private static long number(String part, boolean zeroMeansOctal) {
        if (part.matches("0x[0-9a-f]{0,15}")) {
            return part.length() == 2 ? 0 : Long.parseLong(part.substring(2), 16);
        }
        if (zeroMeansOctal && part.matches("0[0-7]{1,20}")) {
            return Long.parseLong(part, 8);
        }
        return part.matches("[0-9]{1,18}") && !(zeroMeansOctal && part.matches("0.+")) ? Long.parseLong(part) : -1;
    }

    /** Of a literal, which is not looked up. */
    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
