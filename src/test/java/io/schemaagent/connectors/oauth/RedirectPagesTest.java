package io.schemaagent.connectors.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaagent.connectors.launch.OperatorSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectPagesTest {

    private static OAuthConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(OAuthConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 300))
                .withSources(new OperatorSettings())
                .build()
                .getConfigMapping(OAuthConfig.class);
    }

    private static RedirectPages pages(String publicUrl, String... settings) {
        // The platform's way to write a duration is not known here.
        Map<String, String> all = new HashMap<>(
                Map.of("connectors.oauth.renew-before", "PT1M", "connectors.oauth.begin-timeout", "PT15S"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return new RedirectPages(new PublicUrl(Optional.ofNullable(publicUrl)), config(all));
    }

    @Test
    void comesBackToTheServiceItself() {
        RedirectPages pages = pages("https://connectors.example.com/base/");

        var redirects = pages.to(Optional.empty(), "notion");

        assertThat(redirects.redirectUri())
                .isEqualTo(URI.create("https://connectors.example.com/base/api/oauth/callback/notion"));
        assertThat(redirects.returnTo()).isEqualTo(URI.create("https://connectors.example.com/base/"));
    }

    @Test
    void endsWhereTheOperatorWantsIt() {
        RedirectPages pages =
                pages("https://connectors.example.com", "connectors.oauth.return-page", "https://ui.example.com/done");

        assertThat(pages.to(Optional.empty(), "notion").returnTo())
                .isEqualTo(URI.create("https://ui.example.com/done"));
    }

    @Test
    void takesPagesOfTheServicesOwnOrigin() {
        RedirectPages pages = pages("https://connectors.example.com");

        assertThat(pages.to(Optional.of("https://connectors.example.com/ui?x=1"), "a")
                        .returnTo())
                .isEqualTo(URI.create("https://connectors.example.com/ui?x=1"));
        assertThatThrownBy(() -> pages.to(Optional.of("https://ui.example.com/"), "a"))
                .hasMessageContaining("CONNECTORS_OAUTH_UI_ORIGINS");
    }

    /** Each character outside of ASCII becomes a question mark in a header, and what stands before it the host. */
    @ParameterizedTest
    @CsvSource({
        "https://ui.ex\uff41mple.com/done, https://ui.example.com/done",
        "https://ui\u3002example\u3002com/, https://ui.example.com/",
        "https://ui.example.com/\u00e4?\u00f6=1, https://ui.example.com/%C3%A4?%C3%B6=1",
        "HTTPS://UI.example.com:443?a=b, https://ui.example.com/?a=b"
    })
    void sendsUsersToAPageAsItCanBeSent(String page, String sent) {
        RedirectPages pages =
                pages("https://connectors.example.com", "connectors.oauth.ui-origins", "https://ui.example.com");

        assertThat(pages.to(Optional.of(page), "a").returnTo()).hasToString(sent);
    }

    @Test
    void takesPagesAsLongAsTheyAreSent() {
        RedirectPages pages = pages("https://connectors.example.com");

        assertThat(pages.to(Optional.of("https://connectors.example.com/" + "a".repeat(1900)), "a")
                        .returnTo())
                .isNotNull();
        Optional<String> tooLong = Optional.of("https://connectors.example.com/" + "\u00e4".repeat(1900));
        assertThatThrownBy(() -> pages.to(tooLong, "a")).hasMessageContaining("redirect_uri");
    }

    @Test
    void keepsPagesThatTakeCodesAsTheyAre() {
        RedirectPages pages = pages(
                "https://connectors.example.com",
                "connectors.oauth.redirect-pages",
                "https://ui.example.com:443/callback");

        assertThat(pages.to(Optional.of("https://ui.example.com:443/callback"), "a")
                        .redirectUri())
                .hasToString("https://ui.example.com:443/callback");
    }

    @Test
    void cannotDoWithoutKnowingWhereItIs() {
        RedirectPages pages = pages(null);

        assertThat(pages.areKnown()).isFalse();
        assertThatThrownBy(() -> pages.to(Optional.empty(), "a")).hasMessageContaining("CONNECTORS_PUBLIC_URL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://connectors.example.com",
                "ftp://connectors.example.com",
                "connectors.example.com",
                "https://connectors.example.com/?a=b",
                "https://user:password@connectors.example.com",
                "http://localhost.example.com"
            })
    void refusesAPublicUrlThatIsNotSafe(String url) {
        Optional<String> setting = Optional.of(url);

        assertThatThrownBy(() -> new PublicUrl(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CONNECTORS_PUBLIC_URL")
                .message()
                .doesNotContain("password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connectors.oauth.ui-origins", "connectors.oauth.redirect-pages"})
    void refusesUisThatAreNotSafe(String setting) {
        assertThatThrownBy(() -> pages("https://connectors.example.com", setting, "http://ui.example.com"))
                .hasMessageContaining("https");
    }
}
