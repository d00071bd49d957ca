package io.schemaagent.connectors.oauth;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import java.time.Duration;
import java.util.Set;

/** Cookies with a secret each, named after the secret's digest, so that a browser can have several (RFC 6265). */
final class BrowserCookies {

    private static final String NAME = "oauth-";

    /**
     * Browsers take a cookie of such a name only by TLS, from the host itself and for all of it: no neighbour under the same
     * domain can give a browser a secret of its own. That is worth more here than a narrower path.
     */
    private static final String FROM_THIS_HOST_ONLY = "__Host-";

    private static final int ENOUGH_TO_DIFFER = 8;

    private final boolean tls;
    private final Duration life;

    /** By TLS, or without on a user's own machine; kept for so long. */
    BrowserCookies(boolean tls, Duration life) {
        this.tls = tls;
        this.life = life;
    }

    /** The cookie that has this secret. */
    Cookie with(String secret) {
        return cookie(name(Randomness.printableDigest(secret)), secret).setMaxAge(life.toSeconds());
    }

    /** What erases the cookie that has the secret of this digest. */
    Cookie gone(String digest) {
        return cookie(name(digest), "").setMaxAge(0);
    }

    /** Whether one of these has the secret of this digest. */
    boolean hold(Set<Cookie> cookies, String digest) {
        String name = name(digest);
        return cookies.stream()
                .filter(cookie -> cookie.getName().equals(name))
                .anyMatch(
                        cookie -> Randomness.printableDigest(cookie.getValue()).equals(digest));
    }

    /** Lax, since browsers come back by a link of another site. */
    private Cookie cookie(String name, String value) {
        return Cookie.cookie(name, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(tls)
                .setSameSite(CookieSameSite.LAX);
    }

    private String name(String digest) {
        return (tls ? FROM_THIS_HOST_ONLY : "") + NAME + digest.substring(0, ENOUGH_TO_DIFFER);
    }
}
