package io.schemaagent.connectors.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.schemaagent.connectors.Agreed;
import io.schemaagent.connectors.browser.Chromium;
import io.schemaagent.connectors.browser.NeedsChromium;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import io.schemaagent.connectors.oauth.FakeAuthorizationServer;
import io.schemaagent.connectors.oauth.ProtectedMcpServer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page itself takes the code from the authorization server, and hands it on as the user who began. */
@NeedsChromium
@QuarkusTest
@TestProfile(OwnRedirectPageTest.WithRedirectsToThePage.class)
class OwnRedirectPageTest {

    private final Owner owner = Owner.somebody();
    private FakeAuthorizationServer authorization;
    private ProtectedMcpServer server;
    private Screens screens;

    public static final class WithRedirectsToThePage implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            String port = Integer.toString(Agreed.port("ui.redirects"));
            return Map.of(
                    "quarkus.http.test-port",
                    port,
                    "connectors.public-url",
                    "http://127.0.0.1:" + port,
                    "connectors.oauth.redirect-pages",
                    "http://127.0.0.1:" + port + "/ui/");
        }
    }

    @BeforeEach
    void arrive(Chromium chromium) {
        authorization = FakeAuthorizationServer.start();
        server = ProtectedMcpServer.protect(
                FakeMcpServer.start().withTools("search"), authorization.issuer(), authorization::find);
        screens = Screens.of(chromium, owner);
    }

    @AfterEach
    void leave() {
        screens.close();
        server.close();
        authorization.close();
    }

    private void signIn() {
        screens.open("connectors/new");
        screens.field("Server URL").fill(server.url());
        screens.field("Name").fill("Tracker");
        screens.page().getByText("You sign in at the provider.").click();
        screens.button("Sign in and save").click();
        screens.continueToSignIn();
    }

    private void assertNoCodeRemains() {
        assertThat(screens.page()).hasURL(Screens.origin() + "/ui/#/callback");
        assertThat(screens.visitor().opened()).noneMatch(url -> url.matches(".*[?&#](code|state)=.*#.*"));
        screens.page().reload();
        screens.sees("Nothing to finish here");
    }

    @Test
    void exchangesTheCodeAndForgetsIt() {
        signIn();

        screens.sees("Tracker is connected");
        assertNoCodeRemains();
        screens.assertNothingComplained();
    }

    @Test
    void handsOnThatTheUserDidNotPermitIt() {
        authorization.deniesAccess();

        signIn();

        screens.sees("You have not permitted it");
        assertNoCodeRemains();
    }

    @Test
    void takesNoCodeOfSomebodyElse() {
        screens.page().navigate(Screens.origin() + "/ui/?code=a-code-of-somebody-4f1b&state=a-state-of-somebody-77c2");

        screens.sees("This sign-in is not under way any more");
        assertNoCodeRemains();
    }
}
