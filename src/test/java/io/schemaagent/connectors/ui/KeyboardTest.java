package io.schemaagent.connectors.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.schemaagent.connectors.browser.Chromium;
import io.schemaagent.connectors.browser.NeedsChromium;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The screens for who has no mouse: what was pressed keeps the focus, while it works and afterwards. */
@NeedsChromium
@QuarkusTest
class KeyboardTest {

    private static final String KEY = "key-by-keyboard-3e9a41";

    private final Owner owner = Owner.somebody();
    private FakeMcpServer server;
    private Screens screens;

    @BeforeEach
    void arrive(Chromium chromium) {
        server = FakeMcpServer.start().withTools("search");
        screens = Screens.of(chromium, owner);
    }

    @AfterEach
    void leave() {
        screens.close();
        server.close();
    }

    @Test
    void staysAtATestThatIsUnderWay() {
        server.on("tools/list").answersWhenReleased();
        screens.open("connectors/new");
        screens.field("Server URL").fill(server.url());
        screens.button("Test connection").press("Enter");

        assertThat(screens.button("Testing…")).isFocused();
        screens.button("Testing…").press("Enter");
        server.awaitRequests("tools/list", 1);
        server.releases();

        screens.sees("The server answers");
        assertThat(screens.button("Test again")).isFocused();
    }

    @Test
    void staysAtASaveThatFailed() {
        screens.open("connectors/new");
        screens.field("Server URL").fill(server.url());
        screens.field("Name").fill("Wiki");
        screens.button("Test connection").click();
        screens.sees("The server answers");
        screens.page().route("**/api/connectors", route -> route.abort());

        screens.button("Save connector").press("Enter");

        assertThat(screens.page().locator("mcp-toasts").getByRole(AriaRole.ALERT))
                .containsText("The service cannot be reached.");
        assertThat(screens.button("Save connector")).isFocused();
    }

    @Test
    void staysAtTheRefreshOfAListedConnector() {
        owner.saves("Wiki", server.url());
        screens.open("connectors").settle();

        screens.button("Refresh Wiki").press("Enter");

        screens.sees("Wiki is up to date.");
        assertThat(screens.button("Refresh Wiki")).isFocused();
    }

    @Test
    void staysAtTheRefreshOfAConnector() {
        int id = owner.saves("Wiki", server.url());
        screens.open("connectors/" + id).settle();

        screens.button("Refresh").press("Enter");

        screens.sees("Wiki is up to date.");
        assertThat(screens.button("Refresh")).isFocused();
    }

    @Test
    void comesBackToASystemToolThatWasConnected() {
        screens.open("").settle();
        screens.button("Connect CRM Suite").press("Enter");
        assertThat(screens.field("API key")).isFocused();
        screens.page().keyboard().type(KEY);
        screens.page().keyboard().press("Enter");

        screens.sees("CRM Suite is connected.");
        assertThat(screens.button("Disconnect CRM Suite")).isFocused();
        screens.button("Disconnect CRM Suite").press("Enter");
        screens.button("Disconnect").press("Enter");

        assertThat(screens.button("Connect CRM Suite")).isFocused();
    }

    @Test
    void staysAtACall() {
        server.onNext("tools/call").answersWhenReleased();
        owner.saves("Wiki", server.url());
        screens.open("playground").settle();
        screens.button("search").press("Enter");
        screens.field("text").fill("crash");
        screens.button("Call tool").press("Enter");

        assertThat(screens.button("Cancel")).isFocused();
        Locator state = screens.page().locator("mcp-trial").getByRole(AriaRole.STATUS);
        assertThat(state).containsText("Calling…");
        server.awaitRequests("tools/call", 1);
        screens.button("Cancel").press("Enter");

        assertThat(state).containsText("Cancelled.");
        assertThat(screens.button("Call tool")).isFocused();
        screens.button("Call tool").press("Enter");
        assertThat(state).containsText("Result: Succeeded");
        assertThat(screens.button("Call tool")).isFocused();
    }

    @Test
    void takesADoubleClickForOneCall() {
        server.onNext("tools/call").answersWhenReleased();
        owner.saves("Wiki", server.url());
        screens.open("playground").settle();
        screens.button("search").click();
        screens.field("text").fill("crash");

        screens.button("Call tool").dblclick();

        assertThat(screens.button("Cancel")).isVisible();
        screens.sees("Calling…");
        server.awaitRequests("tools/call", 1);
        server.releases();
        screens.sees("Succeeded");
        assertThat(server.requests("tools/call")).hasSize(1);
    }

    @Test
    void saysAtOnceWhatFailed() {
        owner.saves("Wiki", server.url());
        screens.open("connectors").settle();
        screens.page().route("**/toggle", route -> route.abort());

        screens.switchOf("Use Wiki").press(" ");

        assertThat(screens.page().locator("mcp-toasts").getByRole(AriaRole.ALERT))
                .containsText("The service cannot be reached.");
        screens.page()
                .locator("mcp-toasts")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Close: The service cannot"))
                .press("Enter");
        assertThat(screens.page().locator("mcp-toasts").getByRole(AriaRole.ALERT))
                .hasCount(0);
    }
}
