package io.schemaagent.connectors.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.BoundingBox;
import io.quarkus.test.junit.QuarkusTest;
import io.schemaagent.connectors.browser.Chromium;
import io.schemaagent.connectors.browser.NeedsChromium;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the form of a connector says of its fields, and when it wants a test. */
@NeedsChromium
@QuarkusTest
class EditorTest {

    private static final String KEY = "key-of-the-editor-77c0de";

    private FakeMcpServer server;
    private Screens screens;

    @BeforeEach
    void arrive(Chromium chromium) {
        server = FakeMcpServer.start();
        screens = Screens.of(chromium, Owner.somebody());
        screens.open("connectors/new");
    }

    @AfterEach
    void leave() {
        screens.close();
        server.close();
    }

    private void fillInAKey() {
        screens.field("Server URL").fill(server.url());
        screens.page().getByText("API key").click();
        screens.field("API key").last().fill(KEY);
    }

    private void test() {
        screens.button("Test connection").click();
        screens.sees("The server answers");
        assertThat(screens.button("Save connector")).isEnabled();
    }

    @Test
    void saysHowToTryALocalServerAndFillsInWhereItWillBe() {
        screens.open("").settle();
        assertThat(screens.button("Try a server on this machine")).hasCount(0);
        screens.page().evaluate("document.querySelector('mcp-connectors').demo = true");

        screens.button("Try a server on this machine").click();
        screens.sees("npx -y @modelcontextprotocol/server-everything streamableHttp");
        screens.areForEverybody("local-server", Look.LIGHT_PHONE);
        screens.button("Fill in the address").click();

        assertThat(screens.field("Server URL")).hasValue("http://localhost:3001/mcp");
        assertThat(screens.button("Save connector")).isDisabled();
    }

    @Test
    void takesTheAddressOfAServerFromALink() {
        screens.open("connectors/new?url=https%3A%2F%2Fwiki.example.com%2Fmcp%3Fteam%3Da%26lang%3Den");

        assertThat(screens.field("Server URL")).hasValue("https://wiki.example.com/mcp?team=a&lang=en");
        assertThat(screens.field("Name")).hasValue("Wiki");
    }

    /** Where the field is left the two lines of its hint become one of an error, and what is below in the window moves up. */
    @Test
    void losesNoClickWhereLeavingAFieldMovesWhatIsClicked() {
        screens.page().setViewportSize(390, 1400);
        screens.field("Server URL").fill("ftp://wiki.example.com/mcp");
        BoundingBox button = screens.button("Test connection").boundingBox();
        screens.page().mouse().click(button.x + button.width / 2, button.y + button.height - 2);

        assertThat(screens.field("Server URL")).isFocused();
        assertThat(screens.field("Server URL")).hasAccessibleDescription("A URL here begins with https:// or http://.");
    }

    @Test
    void saysWhereTheNameOfAHeaderIsMissing() {
        fillInAKey();
        screens.field("Send it as").selectOption("A header of its own");
        screens.field("Header name").fill(" ");

        screens.button("Test connection").click();

        assertThat(screens.field("Header name")).isFocused();
        assertThat(screens.field("Header name"))
                .hasAccessibleDescription("The name of the header is missing. Many servers take X-API-Key.");
    }

    @Test
    void wantsANewTestWhereTheKeyIsSentInAnotherWay() {
        fillInAKey();
        test();

        screens.field("Send it as").selectOption("A header of its own");
        screens.field("Header name").fill("");

        assertThat(screens.button("Save connector")).isDisabled();
        screens.sees("You have changed something since the last test.");
    }

    @Test
    void wantsNoNewTestWhereAllIsAsItWasTested() {
        fillInAKey();
        test();

        screens.field("Send it as").selectOption("A header of its own");
        screens.field("Send it as").selectOption("Authorization: Bearer");

        assertThat(screens.button("Save connector")).isEnabled();
    }
}
