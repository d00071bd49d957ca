package io.schemaagent.connectors.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.schemaagent.connectors.browser.Chromium;
import io.schemaagent.connectors.browser.NeedsChromium;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import io.schemaagent.connectors.mcp.NodeServers;
import io.schemaagent.connectors.oauth.OidcPages;
import io.schemaagent.connectors.oauth.OidcProvider;
import io.schemaagent.connectors.oauth.ProtectedMcpServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The screens before servers that others have written: the reference MCP server, and a certified OpenID provider. */
@NeedsChromium
@QuarkusTest
@TestProfile(WithOffers.class)
class RealServersScreensTest {

    private static final int TOOLS = 13;
    private static final String PICTURE = "Picture from the tool (image/png)";

    private static NodeServers.Running everything;
    private static FakeMcpServer mcp;
    private static OidcProvider provider;
    private static ProtectedMcpServer tracker;

    private final Owner owner = Owner.somebody();
    private Screens screens;

    @BeforeAll
    static void startServers() {
        everything = NodeServers.everything();
        mcp = FakeMcpServer.start()
                .withTools("search")
                .answersCallsWith("{\"content\": [{\"type\": \"text\", \"text\": \"Two issues\"}]}");
        provider = OidcProvider.start(Duration.ofMinutes(10), mcp.url());
        tracker = provider.protect(mcp).namesScopes("mcp:read", "mcp:write");
    }

    @AfterAll
    static void stopServers() {
        tracker.close();
        provider.close();
        everything.close();
    }

    @BeforeEach
    void arrive(Chromium chromium) {
        screens = Screens.of(chromium, owner);
    }

    @AfterEach
    void leave() {
        screens.close();
    }

    private Page page() {
        return screens.page();
    }

    private Locator region(String name) {
        return page().getByRole(
                        AriaRole.REGION,
                        new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator heading(String name) {
        return page().getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Saves the reference server over the API, and opens one of its tools. */
    private void tries(String tool) {
        owner.saves("Everything", everything.url());
        screens.open("playground").settle();
        screens.button(tool).click();
        assertThat(heading("Everything: " + tool)).isFocused();
    }

    private void call() {
        screens.button("Call tool").click();
    }

    @Test
    void savesTheReferenceServerOnceItsTestHasPassed() {
        screens.open("connectors/new");
        screens.field("Server URL").fill(everything.url());
        screens.field("Name").fill("Everything");
        screens.button("Test connection").click();
        screens.sees("The server answers, with " + TOOLS + " tools.");
        List.of("Check the URL", "Find the host", "Connect", "Talk HTTP", "List the tools")
                .forEach(step -> assertThat(screens.step(step + ": done")).isVisible());
        screens.button("Save connector").click();

        screens.sees("Everything is saved.");
        assertThat(heading("Everything")).isVisible();
        screens.sees("Working");
        assertThat(heading("Tools (" + TOOLS + ")")).isVisible();
        assertThat(page().getByRole(AriaRole.SWITCH, new Page.GetByRoleOptions().setName("Let the assistant use")))
                .hasCount(TOOLS);
        screens.button("Details: get-structured-content").click();
        screens.sees("Choose city");
        assertThat(owner.connectors()).containsExactly("Everything");
        screens.assertNothingComplained();
    }

    @Test
    void showsTheReferenceServerInAppsAndTools() {
        owner.saves("Everything", everything.url());

        screens.open("").settle();
        page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Everything"))
                .click();

        assertThat(heading("Tools (" + TOOLS + ")")).isVisible();
    }

    @Test
    void showsWhatTheAgentGetsOfTheReferenceServer() {
        owner.saves("Everything", everything.url());
        screens.open("playground").settle();

        page().getByText("What the agent gets").click();

        screens.sees(TOOLS + " tools");
        screens.sees("everything__get-structured-content");
    }

    @Test
    void listsWhatWasDoneWithTheReferenceServer() {
        owner.saves("Everything", everything.url());

        screens.open("activity").settle();

        screens.sees("Connector added: Everything");
    }

    @Test
    void callsAToolWithWhatItsFormSays() {
        tries("Echo Tool");

        screens.field("message").fill("Grüße & <b>bold</b>");
        call();

        screens.sees("Succeeded");
        screens.sees("Echo: Grüße & <b>bold</b>");
        screens.assertNothingComplained();
    }

    @Test
    void showsThePictureOfATool() {
        tries("Get Tiny Image Tool");
        screens.sees("It takes no arguments.");

        call();

        screens.sees("Here's the image you requested:");
        assertThat(page().getByAltText(PICTURE)).isVisible();
        assertThat(page().getByAltText(PICTURE).evaluate("img => img.decode().then(() => img.naturalWidth)"))
                .isEqualTo(20);
        screens.sees("The image above is the MCP logo.");
        screens.assertNothingComplained();
    }

    @Test
    void showsTheStructuredContentOfATool() {
        tries("Get Structured Content Tool");
        screens.field("location").selectOption("Chicago");

        call();

        screens.sees("Succeeded");
        assertThat(region("Structured content")).containsText("Light rain / drizzle");
        assertThat(region("Structured content")).containsText("humidity");
    }

    @Test
    void showsResourcesAndLinksToThem() {
        tries("Get Resource Reference Tool");
        call();
        screens.sees("Embedded resource");
        screens.sees("Resource 1: This is a plaintext resource");

        screens.button("Get Resource Links Tool").click();
        screens.field("count").fill("2");
        call();

        screens.sees("Text Resource 2");
        assertThat(page().getByText("Blob Resource")).hasCount(1);
        screens.sees("demo://resource/dynamic/text/2");
    }

    @Test
    void saysAtTheFieldWhichArgumentIsWrong() {
        tries("Get Sum Tool");
        screens.field("a").fill("2");

        call();

        screens.sees("Some arguments are not what the tool takes.");
        assertThat(screens.field("b")).isFocused();
        assertThat(screens.field("b")).hasAttribute("aria-invalid", "true");
        assertThat(screens.field("b")).not().hasAccessibleDescription("");
        screens.field("b").fill("3");
        call();
        screens.sees("The sum of 2 and 3 is 5.");
        assertThat(page().getByRole(AriaRole.ALERT)).hasCount(0);
    }

    @Test
    void saysWhatTheServerHasAgainstAnArgument() {
        tries("Get Resource Reference Tool");
        screens.field("resourceId").fill("-1");

        call();

        screens.sees("The tool failed");
        screens.sees("Invalid resourceId: -1. Must be a finite positive integer.");
    }

    @Test
    void cancelsACallThatTakesLong() {
        tries("Trigger Long Running Operation Tool");
        screens.field("duration").fill("60");
        call();
        screens.sees("Calling…");

        screens.button("Cancel").click();

        screens.sees("Cancelled.");
        assertThat(screens.button("Call tool")).isVisible();
    }

    @Test
    void readsTheToolsAgainAndDeletesThem() {
        int id = owner.saves("Everything", everything.url());
        screens.open("connectors/" + id).settle();
        screens.button("Refresh").click();
        screens.sees("Everything is up to date.");
        assertThat(heading("Tools (" + TOOLS + ")")).isVisible();

        screens.button("Delete").click();
        page().locator("mcp-dialog")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Delete"))
                .click();

        screens.sees("Everything was deleted.");
        screens.sees("No connectors yet");
        assertThat(owner.connectors()).isEmpty();
    }

    @Test
    void saysThatAServerIsGone() {
        int id;
        String url;
        try (NodeServers.Running server = NodeServers.everything()) {
            url = server.url();
            id = owner.saves("Everything", url);
            screens.open("connectors/" + id).settle();
        }

        screens.button("Refresh").click();
        screens.sees("The last check failed.");
        screens.sees("Not responding");
        assertThat(heading("Tools (" + TOOLS + ")")).isVisible();
        screens.open("playground").settle();
        screens.button("Echo Tool").click();
        screens.field("message").fill("Anybody there?");
        call();
        screens.sees("No answer: ");
        screens.open("connectors/new");
        screens.field("Server URL").fill(url);
        screens.button("Test connection").click();

        screens.sees("The test failed.");
        assertThat(screens.step("Connect: failed")).isVisible();
        assertThat(screens.step("List the tools: not reached")).isVisible();
        assertThat(screens.button("Save connector")).isDisabled();
    }

    /** Leaves the editor for the provider. */
    private void beginToSignIn() {
        screens.open("connectors/new");
        screens.field("Server URL").fill(tracker.url());
        screens.field("Name").fill("Tracker");
        page().getByText("You sign in at the provider.").click();
        screens.button("Sign in and save").click();
        screens.continueToSignIn();
        OidcPages.askToSignIn(page());
        assertThat(page().url()).startsWith(provider.issuer());
    }

    @Test
    void proposesToSignInWhereTheServerWantsThat() {
        screens.open("connectors/new");
        screens.field("Server URL").fill(tracker.url());
        screens.field("Name").fill("Tracker");
        screens.button("Test connection").click();
        screens.sees("The test failed.");

        screens.button("Use OAuth instead").click();

        assertThat(screens.button("Sign in and save")).isEnabled();
    }

    @Test
    void savesAServerThatOneSignsInTo() {
        beginToSignIn();
        OidcPages.signIn(page());
        OidcPages.permit(page());

        screens.sees("Tracker is connected");
        assertThat(page()).hasURL(Screens.origin() + "/ui/#/callback");
        screens.assertNothingComplained();
        page().getByText("Go to settings").click();
        assertThat(heading("Tracker")).isVisible();
        screens.sees("Working");
        screens.open("playground").settle();
        screens.button("search").click();
        screens.field("text").fill("crash");
        call();
        screens.sees("Two issues");
        assertThat(tracker.tokensSeen()).isNotEmpty();
    }

    @Test
    void savesNothingThatWasNotPermitted() {
        beginToSignIn();
        OidcPages.signIn(page());
        OidcPages.cancel(page());

        screens.sees("You have not permitted it, so nothing was connected.");
        assertThat(page()).hasURL(Screens.origin() + "/ui/#/callback");
        assertThat(owner.connectors()).isEmpty();
        page().getByText("Try again").click();
        assertThat(heading("Add connector")).isVisible();
    }
}
