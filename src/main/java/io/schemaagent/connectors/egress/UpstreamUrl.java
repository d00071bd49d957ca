package io.schemaagent.connectors.egress;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An absolute {@code http} or {@code https} URL (RFC 3986) of a server that a user named: well-formed, without user
 * information, its host in ASCII and lower case. Says nothing about whether the host may be dialled.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a DNS name, an IPv4 address, or an IPv6 address in brackets
 * @param port 1 to 65535, the scheme's default where the URL names none
 * @param target path and query as they go into the request line, beginning with {@code /}
 */
public record UpstreamUrl(String scheme, String host, int port, String target) {

    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]@]+)(?::([0-9]{1,5}))?");
    private static final Pattern DNS_NAME =
            Pattern.compile("(?!.{254})(?!.*\\.\\.)[a-z0-9_]([a-z0-9_-]{0,62}\\.?)+(?<!-)", Pattern.CASE_INSENSITIVE);

    /** Reads a URL as a user typed or pasted it; empty where it is not one that can be called. A fragment is dropped. */
    public static Optional<UpstreamUrl> parse(String text) {
        // Half a surrogate pair, which JSON can smuggle in, has no form in a URI.
        if (text == null || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return Optional.empty();
        }
        try {
            return of(new URI(text.strip()));
        } catch (URISyntaxException | NumberFormatException malformed) {
            // Java reads a part of IPv4 within brackets as an int, however long it is.
            return Optional.empty();
        }
    }

    private static Optional<UpstreamUrl> of(URI uri) throws URISyntaxException {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || uri.getRawAuthority() == null) {
            return Optional.empty();
        }
        Matcher authority = AUTHORITY.matcher(uri.getRawAuthority());
        if (!authority.matches()) {
            return Optional.empty();
        }
        int port = authority.group(2) == null ? defaultPort(scheme) : Integer.parseInt(authority.group(2));
        if (port < 1 || port > 65_535) {
            return Optional.empty();
        }
        // Normalizing can turn a character that may stand in a URL into one that may not, such as U+1FEF.
        String target = target(new URI(uri.toASCIIString()));
        return asciiHost(authority.group(1)).map(host -> new UpstreamUrl(scheme, host, port, target));
    }

    private static Optional<String> asciiHost(String host) {
        if (host.startsWith("[")) {
            return IpLiteral.parse(host).map(address -> host.toLowerCase(Locale.ROOT));
        }
        try {
            String ascii = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            return DNS_NAME.matcher(ascii).matches() ? Optional.of(ascii) : Optional.empty();
        } catch (IllegalArgumentException notAName) {
            return Optional.empty();
        }
    }

    private static String target(URI ascii) {
        String path = ascii.getRawPath() == null || ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    public boolean isTls() {
        return scheme.equals("https");
    }

    /** Scheme, host and, unless it is the default, port (RFC 6454): what a credential is bound to. */
    public String origin() {
        return scheme + "://" + host + (port == defaultPort(scheme) ? "" : ":" + port);
    }

    /** Whether both name the same resource, a slash at the end apart. */
    public boolean isSameAs(UpstreamUrl other) {
        return canonical().equals(other.canonical());
    }

    /** The URL without a slash at its end (MCP 2026-07-28, basic/authorization, "Canonical Server URI"). */
    public String canonical() {
        return origin() + (target.endsWith("/") ? target.substring(0, target.length() - 1) : target);
    }

    /** The URL with further path segments; a query does not carry over. */
    public UpstreamUrl append(String segments) {
        String path = path();
        String parent = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return new UpstreamUrl(scheme, host, port, parent + segments);
    }

    /** The target without its query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /**
     * What a reference in an answer from here means (RFC 3986, 5.2); empty where it is no URL that can be called. Java
     * resolves by RFC 2396, for which a query alone replaces the last segment too.
     */
    Optional<UpstreamUrl> resolve(String reference) {
        String text = reference.strip();
        try {
            URI uri = new URI(text);
            if (uri.isAbsolute()) {
                return parse(text);
            }
            return parse(text.startsWith("//") ? scheme + ":" + text : origin() + targetOf(uri));
        } catch (URISyntaxException | NumberFormatException malformed) {
            return Optional.empty();
        }
    }

    private String targetOf(URI reference) {
        String query = reference.getRawQuery() == null ? "" : "?" + reference.getRawQuery();
        String path = reference.getRawPath();
        if (path.isEmpty()) {
            return query.isEmpty() ? target : path() + query;
        }
        String parent = path().substring(0, path().lastIndexOf('/') + 1);
        return withoutDotSegments(path.startsWith("/") ? path : parent + path) + query;
    }

    /** RFC 3986, 5.2.4, for a path that begins with a slash. */
    private static String withoutDotSegments(String path) {
        Deque<String> segments = new ArrayDeque<>();
        String last = "";
        for (String segment : path.substring(1).split("/", -1)) {
            boolean dots = segment.equals(".") || segment.equals("..");
            if (segment.equals("..")) {
                segments.pollLast();
            }
            if (!dots) {
                segments.add(segment);
            }
            last = dots ? "/" : "";
        }
        return segments.isEmpty() ? "/" : "/" + String.join("/", segments) + last;
    }

    @Override
    public String toString() {
        return origin() + target;
    }
}
