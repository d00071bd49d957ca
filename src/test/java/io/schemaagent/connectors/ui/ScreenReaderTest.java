package io.schemaagent.connectors.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.schemaagent.connectors.browser.Chromium;
import io.schemaagent.connectors.browser.NeedsChromium;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The screens for who hears them: the tree of roles and names that readers of a screen go through. */
@NeedsChromium
@QuarkusTest
class ScreenReaderTest {

    private static final Pattern HEADING = Pattern.compile("(?m)^ *- '?heading \"(.*)\" \\[level=([1-6])]");
    private static final Pattern NAMELESS_CONTROL = Pattern.compile(
            "(?m)^ *- '?(?:button|link|textbox|searchbox|combobox|listbox|checkbox|switch|radio|slider|spinbutton|dialog)\\b"
                    + "(?! \"[^\"]).*$");
    private static final Pattern LANDMARK =
            Pattern.compile("(?m)^ *- '?(main|navigation|banner|contentinfo|complementary)\\b(?: \"([^\"]*)\")?");

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

    private Page page() {
        return screens.page();
    }

    /** One line an element, by its role, with its name in quotes. */
    private String heard() {
        return page().locator("body").ariaSnapshot();
    }

    private static List<String> headings(String heard) {
        return HEADING.matcher(heard)
                .results()
                .map(heading -> heading.group(2) + " " + heading.group(1))
                .toList();
    }

    private static List<String> landmarks(String heard) {
        return LANDMARK.matcher(heard)
                .results()
                .map(landmark ->
                        landmark.group(2) == null ? landmark.group(1) : landmark.group(1) + " " + landmark.group(2))
                .toList();
    }

    private void assertIsHeardWell() {
        String heard = heard();
        assertThat(landmarks(heard)).as(heard).containsExactly("banner", "navigation MCP Connectors", "main");
        assertThat(NAMELESS_CONTROL.matcher(heard).results().map(MatchResult::group))
                .isEmpty();
        screens.assertNothingComplained();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                  | 1 Apps & tools, 2 System tools, 3 Gmail, 3 Analytics, 3 Export, 3 CRM Suite, 2 Your connectors, 3 Wiki",
                "connectors          | 1 Connectors, 2 Wiki",
                "connectors/new      | 1 Add connector, 2 Connection test",
                "connectors/{id}     | 1 Wiki, 2 Tools (1), 3 search",
                "connectors/{id}/edit| 1 Edit connector, 2 Connection test",
                "directory           | 1 Directory, 2 Notion",
                "playground          | 1 Playground",
                "activity            | 1 Activity, 2 Today, 3 Connector added: Wiki"
            })
    void findTheirWayByHeadings(String path, String headings) {
        int id = owner.saves("Wiki", server.url());
        screens.open(path.replace("{id}", Integer.toString(id))).settle();

        assertIsHeardWell();
        assertThat(headings(heard())).containsExactly(headings.split(", "));
    }

    @Test
    void hearEveryControlOfAToolByItsName() {
        owner.saves("Wiki", server.url());
        screens.open("playground").settle();
        screens.button("search").click();
        screens.field("text").fill("crash");
        screens.button("Call tool").click();
        screens.sees("Succeeded");

        assertIsHeardWell();
    }

    /** A region that speaks has to be there before it does. */
    private ElementHandle region(AriaRole role, String within) {
        Locator region = page().locator(within).getByRole(role);
        assertThat(region).hasCount(1);
        return region.elementHandle();
    }

    @Test
    void hearHowATestOfAConnectionEnds() {
        screens.open("connectors/new");
        ElementHandle verdict = region(AriaRole.STATUS, "mcp-connection-test");
        screens.field("Server URL").fill(server.url());

        screens.button("Test connection").click();

        screens.sees("The server answers, with 1 tool.");
        assertThat(verdict.textContent()).contains("The server answers, with 1 tool.");
    }

    @Test
    void hearWhatWasDone() {
        owner.saves("Wiki", server.url());
        screens.open("connectors").settle();
        ElementHandle toasts = region(AriaRole.STATUS, "mcp-toasts");

        screens.switchOf("Use Wiki").press(" ");

        screens.sees("Wiki is off.");
        assertThat(toasts.textContent()).contains("Wiki is off.");
    }

    @Test
    void hearAtOnceWhatDidNotWork() {
        page().route("**/api/connectors", route -> route.abort());

        screens.open("connectors");

        assertThat(page().getByRole(AriaRole.ALERT)).containsText("The service cannot be reached.");
    }

    @Test
    void hearWhichFieldIsWrongAndWhy() {
        screens.open("connectors/new");
        screens.field("Server URL").fill("wiki");

        screens.button("Test connection").click();

        assertThat(screens.field("Server URL")).isFocused();
        assertThat(screens.field("Server URL")).hasAttribute("aria-invalid", "true");
        assertThat(screens.field("Server URL"))
                .hasAccessibleDescription("This is not a URL. It should look like https://example.com/mcp.");
    }

    @Test
    void hearTheQuestionThatIsAsked() {
        owner.saves("Wiki", server.url());
        screens.open("connectors").settle();

        screens.button("Delete Wiki").click();

        Locator question = page().getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Delete Wiki?"));
        assertThat(question).isVisible();
        screens.sees("This cannot be undone.");
        assertThat(page().locator("mcp-dialog button:focus")).hasCount(1);
    }
}
