package io.schemaagent.connectors.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.Cookie;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BrowserCookiesTest {

    private static final String SECRET = "somebodys-secret-of-256-bits-or-about-as-much";
    private static final String DIGEST = Randomness.printableDigest(SECRET);

    private final BrowserCookies cookies = new BrowserCookies(true, Duration.ofMinutes(10));

    private static Cookie cookie(String name, String value) {
        return Cookie.cookie(name, value);
    }

    @Test
    void areOnlyForTheHostItself() {
        assertThat(cookies.with(SECRET).encode())
                .matches("__Host-oauth-[A-Za-z0-9_-]{8}=" + SECRET
                        + "; Max-Age=600; Expires=[^;]*; Path=/; Secure; HTTPOnly; SameSite=Lax");
    }

    @Test
    void doWithoutTlsOnTheUsersOwnMachine() {
        BrowserCookies plain = new BrowserCookies(false, Duration.ofMinutes(10));

        assertThat(plain.with(SECRET).encode())
                .startsWith("oauth-")
                .endsWith("; Path=/; HTTPOnly; SameSite=Lax")
                .doesNotContain("Secure");
        assertThat(plain.hold(Set.of(plain.with(SECRET)), DIGEST)).isTrue();
    }

    @Test
    void areErasedAsTheyWereSet() {
        Cookie gone = cookies.gone(DIGEST);

        assertThat(gone.getName()).isEqualTo(cookies.with(SECRET).getName());
        assertThat(gone.encode()).contains("=; Max-Age=0; ").endsWith("; Path=/; Secure; HTTPOnly; SameSite=Lax");
    }

    @Test
    void holdASecretAmongOthers() {
        Cookie right = cookies.with(SECRET);

        assertThat(cookies.hold(Set.of(cookie("theme", "dark"), cookies.with("another"), right), DIGEST))
                .isTrue();
        // Two of one name, of which a browser sends no order that could be relied upon (RFC 6265, section 5.4).
        assertThat(cookies.hold(
                        Set.of(cookie(right.getName(), "x").setPath("/api"), cookie(right.getName(), SECRET)), DIGEST))
                .isTrue();
    }

    @Test
    void holdNothingElse() {
        String name = cookies.with(SECRET).getName();

        assertThat(cookies.hold(Set.of(), DIGEST)).isFalse();
        assertThat(cookies.hold(Set.of(cookie("other", SECRET)), DIGEST)).isFalse();
        assertThat(cookies.hold(Set.of(cookie(name, "")), DIGEST)).isFalse();
        assertThat(cookies.hold(Set.of(cookie(name, DIGEST)), DIGEST)).isFalse();
        assertThat(cookies.hold(Set.of(cookie(name.replace("__Host-", ""), SECRET)), DIGEST))
                .isFalse();
    }
}
