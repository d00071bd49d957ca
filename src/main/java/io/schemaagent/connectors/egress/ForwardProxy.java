package io.schemaagent.connectors.egress;

import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;

/**
 * The operator's way out of the network. It is asked for the address that was vetted, never for a name that it would look up
 * again.
 *
 * <p>An {@code http} proxy is asked for a tunnel ({@code CONNECT}) only: a plain request would have to name the host, so
 * there is no plain {@code http} through it. A {@code socks5} proxy serves both.
 *
 * @param options of the platform, with the proxy's credentials
 */
record ForwardProxy(ProxyOptions options) {

    private static final Map<String, ProxyType> TYPES = Map.of("http", ProxyType.HTTP, "socks5", ProxyType.SOCKS5);

    /** Throws where the text is none of {@link EgressConfig#proxy}'s forms; without the text, which may have a password. */
    static ForwardProxy parse(String text, Duration connectTimeout) {
        URI uri = uri(text);
        ProxyType type = TYPES.get(String.valueOf(uri.getScheme()));
        if (type == null || uri.getHost() == null || uri.getPort() < 1 || uri.getPort() > 65_535 || hasMore(uri)) {
            throw malformed();
        }
        ProxyOptions options = new ProxyOptions()
                .setType(type)
                .setHost(withoutBrackets(uri.getHost()))
                .setPort(uri.getPort())
                .setConnectTimeout(connectTimeout);
        if (uri.getUserInfo() != null) {
            String[] user = uri.getRawUserInfo().split(":", 2);
            options.setUsername(decoded(user[0])).setPassword(user.length == 1 ? "" : decoded(user[1]));
        }
        return new ForwardProxy(options);
    }

    @SuppressWarnings("UnusedException") // Its text repeats the value, which may be secret.
    private static URI uri(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException | NumberFormatException notOne) {
            throw malformed();
        }
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("CONNECTORS_EGRESS_PROXY must be http://host:port or socks5://host:port,"
                + " with user:password@ before the host where the proxy wants to know");
    }

    private static boolean hasMore(URI uri) {
        String path = uri.getRawPath();
        return !(path.isEmpty() || path.equals("/")) || uri.getRawQuery() != null || uri.getRawFragment() != null;
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String decoded(String userInfo) {
        return URI.create("//" + userInfo + "@host").getUserInfo();
    }

    boolean takesPlainHttp() {
        return options.getType() == ProxyType.SOCKS5;
    }

    /** A {@code socks5} proxy is told the bytes of an address, an {@code http} proxy its text. */
    CredentialSeparation separation() {
        return options.getType() == ProxyType.SOCKS5 ? new PoolPartitions() : new SingleUseConnections();
    }
}
