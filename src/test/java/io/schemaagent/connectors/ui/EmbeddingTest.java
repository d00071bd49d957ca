package io.schemaagent.connectors.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.schemaagent.connectors.LoopbackServer;
import io.schemaagent.connectors.browser.Chromium;
import io.schemaagent.connectors.browser.NeedsChromium;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The element on a page of another origin, with a token of that page's. */
@NeedsChromium
@QuarkusTest
@TestProfile(EmbeddingTest.WithAnotherOrigin.class)
class EmbeddingTest {

    private final Owner owner = Owner.somebody();
    private FakeMcpServer server;
    private LoopbackServer other;
    private volatile String html = "";
    private Screens screens;
    private Page page;

    public static final class WithAnotherOrigin implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.cors.enabled",
                    "true",
                    "quarkus.http.cors.origins",
                    "/http://127\\.0\\.0\\.1:[0-9]+/");
        }
    }

    @BeforeEach
    void arrive(Chromium chromium) {
        server = FakeMcpServer.start();
        other = new LoopbackServer(Optional.empty(), request -> request.response()
                .putHeader("Content-Type", "text/html")
                .end(html));
        other.listen();
        screens = Screens.ofNobody(chromium);
        page = screens.page();
    }

    @AfterEach
    void leave() {
        screens.close();
        other.die();
        server.close();
    }

    /** Shows the element with these attributes, and this as the way to a token. */
    private void embed(String attributes, String token) {
        html = """
                <!doctype html><html lang="en"><head><title>Ours</title>
                <script type="module" src="%s/ui/mcp-connectors.js"></script></head>
                <body><mcp-connectors %s></mcp-connectors><script>
                  window.heard = [];
                  window.asked = [];
                  const element = document.querySelector('mcp-connectors');
                  for (const name of ['connector-saved', 'view-changed', 'unauthorized']) {
                    element.addEventListener(name, (event) => heard.push(name + ' ' + JSON.stringify(event.detail)));
                  }
                  element.token = %s;
                </script></body></html>""".formatted(Screens.origin(), attributes, token);
        page.navigate(other.origin());
    }

    private void aConnector() {
        owner.saves("Wiki", server.url());
    }

    @Test
    void showsTheScreensToWhomThePageSignsIn() {
        aConnector();

        embed("view=connectors", "'" + owner.token() + "'");

        screens.sees("Wiki");
        screens.assertNothingComplained();
    }

    @Test
    void asksForAnotherTokenOnceTheServiceHasRefusedTheLast() {
        aConnector();

        embed(
                "view=connectors",
                "({ renew }) => { asked.push(renew); return renew ? '" + owner.token() + "' : 'of-yesterday'; }");

        screens.sees("Wiki");
        assertThat(page.evaluate("JSON.stringify(asked)")).isEqualTo("[false,true]");
        assertThat(page.evaluate("JSON.stringify(heard)")).isEqualTo("[]");
    }

    @Test
    void leavesItToThePageToSignIn() {
        embed("view=connectors", "() => 'of-yesterday'");

        screens.sees("Sign in again in the application that shows this page.");
        assertThat(page.getByLabel("Access token")).hasCount(0);
        assertThat(page.evaluate("JSON.stringify(heard)")).isEqualTo("[\"unauthorized {}\"]");
    }

    @Test
    void leavesTheAddressOfThePageAlone() {
        embed("", "'" + owner.token() + "'");

        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Connectors").setExact(true))
                .click();

        screens.sees("Switch them on and off");
        assertThat(page.url()).isEqualTo(other.origin() + "/");
        assertThat(page).hasTitle("Ours");
        assertThat(page.evaluate("JSON.stringify(heard)"))
                .isEqualTo("[\"view-changed {\\\"view\\\":\\\"connectors\\\"}\"]");
    }

    @Test
    void takesOutOfTheAddressWhatIsForTheElementAndLeavesTheRest() {
        embed("return-page='" + other.origin() + "/'", "'" + owner.token() + "'");

        page.navigate(other.origin() + "/?tab=tools&error=access_denied&id=connector#here");

        screens.sees("You have not permitted it");
        assertThat(page).hasURL(other.origin() + "/?tab=tools#here");
    }

    @Test
    void takesNothingOutOfAnAddressThatNobodyComesBackTo() {
        embed("return-page='" + other.origin() + "/connectors'", "'" + owner.token() + "'");

        page.navigate(other.origin() + "/?code=of-the-page-itself-93ab&state=its-own-7d10");

        screens.sees("What your assistant can use on your behalf.");
        assertThat(page).hasURL(other.origin() + "/?code=of-the-page-itself-93ab&state=its-own-7d10");
    }

    @Test
    void tellsThePageWhatWasSaved() {
        embed("view=connectors/new", "'" + owner.token() + "'");
        screens.field("Server URL").fill(server.url());
        screens.field("Name").fill("Wiki");
        screens.button("Test connection").click();
        screens.sees("The server answers");

        screens.button("Save connector").click();

        screens.sees("Wiki is saved.");
        assertThat(page.evaluate("heard.filter((one) => one.startsWith('connector-saved')).length"))
                .isEqualTo(1);
    }

    @Test
    void looksAsThePageWants() {
        embed("theme=dark style='--mcp-radius: 3px'", "'" + owner.token() + "'");

        assertThat(page.locator(".card").first()).hasCSS("border-radius", "3px");
        assertThat(page.locator("mcp-connectors")).hasCSS("color-scheme", "dark");
    }
}
