package io.schemaagent.connectors.egress;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Decides which addresses may be dialled: those that are globally reachable by the IANA special-purpose registries
 * (RFC 6890 and its successors), and those that the operator allowed.
 */
final class AddressPolicy {

    /** Names as {@link UpstreamUrl} has them, so that an entry that could never match is not taken for one that does. */
    private static final Pattern HOST = Pattern.compile("(\\*\\.)?[a-z0-9_][a-z0-9_-]*(\\.[a-z0-9_-]+)*\\.?");

    private static final List<Cidr> NOT_PUBLIC = blocks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared address space of carriers (CGNAT)
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local, cloud metadata among it
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.31.196.0/24", // AS112
            "192.52.193.0/24", // AMT
            "192.88.99.0/24", // 6to4 relay, deprecated
            "192.168.0.0/16", // private
            "192.175.48.0/24", // AS112
            "198.18.0.0/15", // benchmarking
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, broadcast among it
            "::/128", // unspecified
            "::1/128", // loopback
            "100::/64", // discard
            "100:0:0:1::/64", // dummy prefix
            "2001::/23", // protocol assignments, Teredo among it
            "2001:db8::/32", // documentation
            "3fff::/20", // documentation
            "5f00::/16", // segment routing
            "fc00::/7", // unique local
            "fe80::/10", // link-local
            "fec0::/10", // site-local, deprecated
            "ff00::/8"); // multicast

    /** IPv6 forms that carry an IPv4 address, with the byte where it begins: what counts is the address inside. */
    private static final Map<Cidr, Integer> EMBEDS_IPV4 = Map.of(
            Cidr.parse("::/96"), 12, // IPv4-compatible, deprecated
            Cidr.parse("::ffff:0:0:0/96"), 12, // IPv4-translated
            Cidr.parse("64:ff9b::/96"), 12, // NAT64 (RFC 6052)
            Cidr.parse("2002::/16"), 2); // 6to4

    /** NAT64 within a site (RFC 8215): where the IPv4 address stands depends on the site, so none of it is public. */
    private static final Cidr LOCAL_NAT64 = Cidr.parse("64:ff9b:1::/48");

    private final List<Cidr> allowedBlocks = new ArrayList<>();
    private final List<String> allowedHosts = new ArrayList<>();

    /** Takes CIDR blocks, addresses, host names and {@code *.suffix}; throws where an entry is none of these. */
    AddressPolicy(List<String> allow) {
        for (String entry : allow) {
            try {
                allow(entry.strip().toLowerCase(Locale.ROOT));
            } catch (IllegalArgumentException malformed) {
                throw new IllegalArgumentException("CONNECTORS_EGRESS_ALLOW: " + malformed.getMessage());
            }
        }
    }

    private void allow(String entry) {
        if (entry.indexOf('/') >= 0 || IpLiteral.parse(entry).isPresent()) {
            allowedBlocks.add(Cidr.parse(entry));
        } else if (HOST.matcher(entry).matches() && !IpLiteral.isOddNotation(entry)) {
            allowedHosts.add(entry);
        } else if (!entry.isEmpty()) {
            throw new IllegalArgumentException(
                    entry + " is neither a CIDR block, an IP address, a host name nor *.suffix");
        }
    }

    /** Whether the address may be dialled for a URL that names this host. */
    boolean permits(String host, InetAddress address) {
        return isPublic(address)
                || allowedBlocks.stream().anyMatch(block -> block.contains(address))
                || isAllowedHost(host);
    }

    private boolean isAllowedHost(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return allowedHosts.stream()
                .anyMatch(allowed ->
                        allowed.startsWith("*.") ? name.endsWith(allowed.substring(1)) : name.equals(allowed));
    }

    /** Whether anyone on the internet could reach the address. */
    static boolean isPublic(InetAddress address) {
        if (NOT_PUBLIC.stream().anyMatch(block -> block.contains(address)) || LOCAL_NAT64.contains(address)) {
            return false;
        }
        return EMBEDS_IPV4.entrySet().stream()
                .filter(form -> form.getKey().contains(address))
                .allMatch(form -> isPublic(Cidr.embeddedIpv4(address, form.getValue())));
    }

    private static List<Cidr> blocks(String... texts) {
        return List.of(texts).stream().map(Cidr::parse).toList();
    }
}
