package io.schemaagent.connectors.oauth;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.schemaagent.connectors.Agreed;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.browser.Chromium;
import io.schemaagent.connectors.browser.NeedsChromium;
import io.schemaagent.connectors.browser.Visitor;
import io.schemaagent.connectors.egress.Certificates;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The whole way in a real browser, as in production: service and UI on hosts of one site, over TLS, the authorization server
 * elsewhere, and only the browser that began can finish.
 */
@NeedsChromium
@QuarkusTest
@TestProfile(SignInWithBrowserTest.AsInProduction.class)
class SignInWithBrowserTest {

    private static final String SERVICE = "https://connectors." + Chromium.HERE + ":" + Agreed.port("browser.service");
    private static final String UI = "https://app." + Chromium.HERE + ":" + Agreed.port("browser.ui");
    private static final String PAGE = UI + "/connectors";

    private static FakeMcpServer mcp;
    private static OidcProvider provider;
    private static ProtectedMcpServer server;

    private final String owner = Tokens.aUser();
    private final SignIn user = SignIn.of(owner);
    private SmallUi ui;
    private Visitor ada;

    /** What both sides of TLS are known by. */
    private static final class Shared {

        static String certificates() {
            return Agreed.value("browser.certificates", Shared::signed);
        }

        private static String signed() {
            try {
                Path folder = Files.createTempDirectory(Path.of("target"), "browser");
                return new Certificates(folder)
                        .sign("site", "dns:*." + Chromium.HERE)
                        .file()
                        .toAbsolutePath()
                        .toString();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    public static final class AsInProduction implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.ofEntries(
                    // Counting bytes, the platform stumbles over a second port.
                    Map.entry("quarkus.micrometer.binder.vertx.enabled", "false"),
                    Map.entry("quarkus.http.test-ssl-port", Integer.toString(Agreed.port("browser.service"))),
                    Map.entry("quarkus.http.ssl.certificate.key-store-file", Shared.certificates()),
                    Map.entry("quarkus.http.ssl.certificate.key-store-file-type", "PKCS12"),
                    Map.entry("quarkus.http.ssl.certificate.key-store-password", Certificates.PASSWORD),
                    Map.entry("quarkus.http.ssl.certificate.key-store-alias", "site"),
                    Map.entry("quarkus.http.ssl.certificate.key-store-alias-password", Certificates.PASSWORD),
                    Map.entry("quarkus.http.cors.enabled", "true"),
                    Map.entry("quarkus.http.cors.origins", UI),
                    Map.entry("quarkus.http.cors.access-control-allow-credentials", "true"),
                    Map.entry("connectors.public-url", SERVICE),
                    Map.entry("connectors.oauth.ui-origins", UI),
                    Map.entry("connectors.oauth.return-page", PAGE),
                    Map.entry("connectors.oauth.redirect-pages", ""),
                    Map.entry("connectors.oauth.bind-browser", "true"));
        }
    }

    @BeforeAll
    static void startServers() {
        mcp = FakeMcpServer.start().withTools("search");
        provider = OidcProvider.start(Duration.ofMinutes(10), mcp.url());
        server = provider.protect(mcp).namesScopes("mcp:read", "mcp:write");
    }

    @AfterAll
    static void stopServers() {
        server.close();
        provider.close();
    }

    /** Not where they are declared: a test that Quarkus runs is made twice, and a second UI would answer in turn. */
    @BeforeEach
    void arrive(Chromium chromium) {
        ui = startUi("include");
        ada = chromium.visitor();
    }

    @AfterEach
    void leave() {
        ada.close();
        ui.close();
    }

    private SmallUi startUi(String credentials) {
        return SmallUi.start(
                Agreed.port("browser.ui"),
                new PfxOptions()
                        .setPath(Shared.certificates())
                        .setPassword(Certificates.PASSWORD)
                        .setAlias("site")
                        .setAliasPassword(Certificates.PASSWORD),
                SERVICE,
                Tokens.of(owner),
                credentials);
    }

    /** Opens the UI and has it connect the server; ends at the authorization server. */
    private static void begin(Visitor visitor) {
        Page page = visitor.page();
        page.navigate(PAGE);
        page.getByLabel("Server").fill(server.url());
        press(page, "Connect");
        OidcPages.askToSignIn(page);
    }

    private static void signInAndPermit(Visitor visitor) {
        OidcPages.signIn(visitor.page());
        OidcPages.permit(visitor.page());
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .click();
    }

    private static void seesOnThePage(Visitor visitor, String text) {
        assertThat(visitor.page().getByRole(AriaRole.STATUS)).hasText(text);
    }

    private static List<Cookie> ourCookies(Visitor visitor) {
        return visitor.cookies().stream()
                .filter(cookie -> cookie.domain.endsWith(Chromium.HERE))
                .toList();
    }

    private void assertNothingStored() {
        assertThat(user.get("/api/connectors").asString()).isEqualTo("[]");
    }

    /** Whatever is secret on the way stays there. */
    private void assertNothingRemains() {
        Page page = ada.page();
        assertThat(ada.opened()).isNotEmpty().noneMatch(url -> url.matches(".*[?&#](code|state|iss)=.*"));
        assertThat(page.evaluate("document.referrer")).isEqualTo("");
        // Of its own pages for their icon; of those before it none.
        assertThat(ui.referrers()).allMatch(referrer -> referrer.startsWith(PAGE));
        assertThat(page.content()).doesNotContain(server.tokensSeen());
        assertThat(page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])"))
                .isEqualTo("[{},{},\"\"]");
        assertThat(ourCookies(ada)).isEmpty();
    }

    @Test
    void connectsAServerThatAUserSignsInTo() {
        begin(ada);
        signInAndPermit(ada);

        seesOnThePage(ada, "Tracker is connected");

        assertThat(ada.page().url()).matches(PAGE + "\\?status=success&id=connector&connector_id=[0-9]+");
        assertNothingRemains();
    }

    @Test
    void marksTheBrowserWithACookieForTheServiceAlone() {
        begin(ada);

        assertThat(ourCookies(ada)).singleElement().satisfies(cookie -> {
            assertThat(cookie.name).startsWith("__Host-oauth-");
            assertThat(cookie.domain).isEqualTo("connectors." + Chromium.HERE);
            assertThat(cookie.secure).isTrue();
            assertThat(cookie.httpOnly).isTrue();
            assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.LAX);
        });
    }

    @Test
    void tellsThatTheUserDidNotPermitIt() {
        begin(ada);
        OidcPages.cancel(ada.page());

        seesOnThePage(ada, "Not connected: access_denied");
        assertThat(ada.page().url()).isEqualTo(PAGE + "?error=access_denied&id=connector");
        assertNothingRemains();
        assertNothingStored();
    }

    @Test
    void givesNothingToWhoHasSomebodyElseSignIn() {
        String attackers = user.begin(server.url());

        ada.page().navigate(attackers);
        signInAndPermit(ada);

        seesOnThePage(ada, "Not connected: invalid_state");
        assertNothingRemains();
        assertNothingStored();
    }

    @Test
    void cannotKnowABrowserAgainWhoseUiCallsWithoutCookies() {
        ui.close();
        ui = startUi("omit");
        begin(ada);
        assertThat(ourCookies(ada)).isEmpty();

        signInAndPermit(ada);

        seesOnThePage(ada, "Not connected: invalid_state");
        assertNothingStored();
    }

    @Test
    void loadsNothingFromElsewhere() {
        begin(ada);
        signInAndPermit(ada);
        seesOnThePage(ada, "Tracker is connected");

        assertThat(ada.askedBy(UI))
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(url -> url.startsWith(SERVICE + "/api/") || url.startsWith(UI + "/"));
        assertThat(ada.askedBy(SERVICE)).isEmpty();
        // Theirs do, which shows that it would be noticed, and get nothing.
        assertThat(ada.askedBy(provider.issuer())).anyMatch(url -> url.contains("fonts.googleapis.com"));
    }
}
