package io.schemaagent.connectors.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.schemaagent.connectors.browser.Chromium;
import io.schemaagent.connectors.browser.NeedsChromium;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What people see and do at the page, in a real browser against the real service. */
@NeedsChromium
@QuarkusTest
class ScreensTest {

    private static final String KEY = "key-of-the-wiki-5d1f0c";

    private final Owner owner = Owner.somebody();
    private FakeMcpServer server;
    private Screens screens;

    @BeforeEach
    void arrive(Chromium chromium) {
        server = FakeMcpServer.start()
                .withTools(0)
                .withTool(FakeMcpServer.aTool("search", "Finds pages by their words"))
                .withTool("""
                        {"name": "write", "title": "Write a page", "description": "Writes one page",
                         "inputSchema": {"type": "object", "required": ["path"], "properties": {
                            "path": {"type": "string", "description": "Where it is"},
                            "format": {"enum": ["markdown", "html"]}}}}""");
        screens = Screens.of(chromium, owner);
    }

    @AfterEach
    void leave() {
        screens.close();
        server.close();
    }

    private int aConnector() {
        return owner.saves(Map.of("name", "Wiki", "description", "Pages of the team", "server_url", server.url()));
    }

    private int aConnectorWhoseToolsChanged() {
        int id = aConnector();
        server.withTools(0)
                .withTool(FakeMcpServer.aTool("search", "Finds pages, and sends them to somebody"))
                .withTool(FakeMcpServer.aTool("delete", "Deletes pages"));
        owner.verifies(id);
        return id;
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void showsAppsAndToolsToEverybody(Look look) {
        aConnector();

        screens.open("").settle();

        screens.sees("Coming soon");
        screens.sees("Wiki");
        screens.areForEverybody("apps", look);
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void invitesToAddTheFirstConnector(Look look) {
        screens.open("").settle();

        screens.sees("No connectors yet");
        screens.areForEverybody("apps-empty", look);
    }

    @Test
    void connectsASystemToolWithAKey() {
        screens.open("").settle();
        screens.button("Connect CRM Suite").click();
        screens.areForEverybody("key-of-a-tool", Look.LIGHT_PHONE);

        screens.field("API key").fill(KEY);
        screens.button("Connect").click();

        screens.sees("CRM Suite is connected.");
        assertThat(screens.button("Disconnect CRM Suite")).isVisible();
        assertThat(owner.calls().get("/api/tools/crm_suite").jsonPath().getBoolean("is_connected"))
                .isTrue();
    }

    @Test
    void takesNoBlanksForAKey() {
        screens.open("").settle();
        screens.button("Connect CRM Suite").click();

        screens.field("API key").fill("   ");
        screens.button("Connect").click();

        assertThat(screens.field("API key")).isFocused();
        assertThat(screens.field("API key")).hasValue("");
        screens.page().keyboard().press("Escape");
        assertThat(screens.button("Connect CRM Suite")).isFocused();
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void showsConnectorsToEverybody(Look look) {
        aConnectorWhoseToolsChanged();

        screens.open("connectors").settle();

        screens.sees("2 tools to review");
        screens.areForEverybody("connectors", look);
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void showsOneConnectorWithWhatChangedToEverybody(Look look) {
        int id = aConnectorWhoseToolsChanged();

        screens.open("connectors/" + id).settle();
        screens.button("Details: delete").first().click();

        screens.sees("Finds pages, and sends them to somebody");
        screens.areForEverybody("connector", look);
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void showsWhatATestHasFoundToEverybody(Look look) {
        screens.open("connectors/new");
        screens.field("Server URL").fill(server.url());
        screens.page().getByText("API key").click();
        screens.field("API key").last().fill(KEY);
        screens.button("Test connection").click();

        screens.sees("The server answers, with 2 tools.");
        screens.areForEverybody("add-connector", look);
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void showsWhyATestFailedToEverybody(Look look) {
        server.onEverything().answersHtml();
        screens.open("connectors/new");
        screens.field("Server URL").fill(server.url());
        screens.button("Test connection").click();

        screens.sees("The test failed.");
        screens.areForEverybody("failed-test", look);
    }

    @Test
    void showsHowFarATestIsWhileItLasts() {
        server.on("tools/list").answersWhenReleased();
        screens.open("connectors/new");
        screens.field("Server URL").fill(server.url());
        screens.button("Test connection").click();

        assertThat(screens.step("Agree on a protocol: done")).isVisible();
        assertThat(screens.step("List the tools: in progress")).isVisible();
        screens.areForEverybody("test-under-way", Look.LIGHT_DESKTOP);
        server.awaitRequests("tools/list", 1);
        server.releases();

        screens.sees("The server answers, with 2 tools.");
        assertThat(screens.step("List the tools: done")).isVisible();
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void asksBeforeADeletion(Look look) {
        aConnector();
        screens.open("connectors").settle();

        screens.button("Delete Wiki").click();

        screens.sees("Delete Wiki?");
        screens.areForEverybody("delete", look);
    }

    @Test
    void savesAServerOnceItsTestHasPassed() {
        screens.open("connectors/new");
        assertThat(screens.button("Save connector")).isDisabled();

        screens.field("Server URL").fill(server.url());
        screens.field("Name").fill("Wiki");
        screens.button("Test connection").click();
        screens.sees("The server answers, with 2 tools.");
        screens.button("Save connector").click();

        assertThat(screens.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Wiki")))
                .isVisible();
        assertThat(owner.connectors()).containsExactly("Wiki");
        screens.assertNothingComplained();
    }

    @Test
    void wantsANewTestWhereAFieldHasChangedThatTheServerSees() {
        screens.open("connectors/new");
        screens.field("Server URL").fill(server.url());
        screens.field("Name").fill("Wiki");
        screens.button("Test connection").click();
        assertThat(screens.button("Save connector")).isEnabled();

        screens.page().getByLabel("Description").fill("Pages of the team");
        assertThat(screens.button("Save connector")).isEnabled();
        screens.field("Server URL").fill(server.url() + "?other");

        assertThat(screens.button("Save connector")).isDisabled();
    }

    @Test
    void saysAtTheFieldWhatIsWrongWithAUrl() {
        screens.open("connectors/new");

        screens.field("Server URL").fill("  wiki.example.com/mcp ");
        screens.button("Test connection").click();

        assertThat(screens.field("Server URL")).isFocused();
        assertThat(screens.field("Server URL"))
                .hasAccessibleDescription("This is not a URL. It should look like https://example.com/mcp.");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void asksBeforeAServerIsSavedTwice() {
        aConnector();
        screens.open("connectors/new");
        screens.field("Server URL").fill(server.url());
        screens.field("Name").fill("Wiki again");
        screens.button("Test connection").click();
        screens.sees("The server answers");
        screens.button("Save connector").click();

        screens.button("Add anyway").click();

        screens.sees("Wiki again is saved.");
        assertThat(owner.connectors()).hasSize(2);
    }

    @Test
    void changesANameWithoutATest() {
        int id = aConnector();
        screens.open("connectors/" + id + "/edit").settle();
        server.forgetRequests();

        screens.field("Name").fill("Team wiki");
        screens.button("Save changes").click();

        screens.sees("Team wiki is saved.");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void takesASwitchBackThatTheServiceRefused() {
        aConnector();
        screens.open("connectors").settle();
        screens.page().route("**/toggle", route -> route.abort());

        screens.switchOf("Use Wiki").click();

        screens.sees("The service cannot be reached.");
        assertThat(screens.switchOf("Use Wiki")).hasAttribute("aria-checked", "true");
    }

    @Test
    void switchesAConnectorOff() {
        int id = aConnector();
        screens.open("connectors").settle();

        screens.switchOf("Use Wiki").press(" ");

        screens.sees("Wiki is off.");
        assertThat(owner.calls().get("/api/connectors/" + id).jsonPath().getBoolean("is_active"))
                .isFalse();
    }

    @Test
    void deletesAConnectorOnceThatWasAgreedTo() {
        aConnector();
        screens.open("connectors").settle();
        screens.button("Delete Wiki").click();
        screens.page().keyboard().press("Escape");
        assertThat(screens.button("Delete Wiki")).isFocused();

        screens.button("Delete Wiki").click();
        screens.button("Delete").click();

        screens.sees("Wiki was deleted.");
        screens.sees("No connectors yet");
        assertThat(owner.calls().get("/api/connectors").asString()).isEqualTo("[]");
    }

    @Test
    void agreesToToolsAsTheyAreShown() {
        int id = aConnectorWhoseToolsChanged();
        screens.open("connectors/" + id).settle();

        screens.button("Approve search").click();

        screens.sees("1 tool is approved.");
        screens.sees("Review (1)");
        assertThat(owner.calls()
                        .get("/api/connectors/" + id + "/tools")
                        .jsonPath()
                        .getList("state"))
                .containsExactlyInAnyOrder("approved", "pending");
    }

    @Test
    void agreesToNothingThatTheServerSaysMeanwhile() {
        int id = aConnectorWhoseToolsChanged();
        screens.open("connectors/" + id).settle();
        server.withTools(0).withTool(FakeMcpServer.aTool("search", "Sends pages to somebody else again"));
        owner.verifies(id);

        screens.button("Approve search").click();

        screens.sees("The server has changed a tool again meanwhile.");
        screens.sees("Sends pages to somebody else again");
        assertThat(owner.calls()
                        .get("/api/connectors/" + id + "/tools")
                        .jsonPath()
                        .getList("state"))
                .containsExactly("changed");
    }

    @Test
    void switchesOneToolOff() {
        int id = aConnector();
        screens.open("connectors/" + id).settle();

        screens.switchOf("Let the assistant use write").click();

        assertThat(screens.switchOf("Let the assistant use write")).hasAttribute("aria-checked", "false");
        screens.open("").settle();
        screens.open("connectors/" + id).settle();
        assertThat(screens.switchOf("Let the assistant use write")).hasAttribute("aria-checked", "false");
    }

    @Test
    void readsTheToolsAgain() {
        int id = aConnector();
        server.withTools("third");
        screens.open("connectors/" + id).settle();

        screens.button("Refresh").click();

        screens.sees("Wiki is up to date.");
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void asksWhoItIsWhereNobodyIsSignedIn(Look look, Chromium chromium) {
        screens.close();
        screens = Screens.ofNobody(chromium);

        screens.open("connectors");

        screens.sees("You are not signed in");
        screens.areForEverybody("not-signed-in", look);
    }

    @Test
    void takesATokenAndKeepsItNowhere(Chromium chromium) {
        aConnector();
        screens.close();
        screens = Screens.ofNobody(chromium);
        screens.open("connectors");

        screens.field("Access token").fill(owner.token());
        screens.button("Continue").click();

        screens.sees("Wiki");
        assertThat(screens.page().evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])"))
                .isEqualTo("[{},{},\"\"]");
        screens.page().reload();
        screens.sees("You are not signed in");
    }

    @Test
    void triesAgainByItselfOnceTheBrowserIsBack() {
        aConnector();
        screens.open("").settle();
        screens.page().context().setOffline(true);
        screens.page()
                .getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Connectors").setExact(true))
                .click();
        screens.sees("You are offline");

        screens.page().context().setOffline(false);

        screens.sees("Wiki");
    }

    @Test
    void leadsByKeyboardFromScreenToScreen() {
        screens.open("").settle();

        screens.page()
                .getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Connectors").setExact(true))
                .press("Enter");

        assertThat(screens.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .isFocused();
        assertThat(screens.page()).hasTitle("Connectors · MCP Connectors");
    }

    /** Whatever is answered first: here what was asked for last. */
    @ParameterizedTest
    @CsvSource({"'', 2", "connectors, 1", "connectors/new, 0", "connectors/{id}, 2", "connectors/{id}/edit, 1"})
    void letsNothingJumpWhileItLoads(String path, int calls) {
        int id = aConnectorWhoseToolsChanged();
        Page page = screens.page();
        Deque<Route> held = new ArrayDeque<>();
        page.route("**/api/**", held::push);

        screens.open(path.replace("{id}", Integer.toString(id)));
        page.waitForCondition(() -> held.size() == calls);
        held.forEach(route -> page.waitForResponse(route.request().url(), route::resume));
        screens.settle();

        screens.assertNothingJumped();
    }

    @Test
    void loadsNothingFromElsewhere() {
        aConnector();

        screens.open("").settle();

        assertThat(screens.visitor().askedBy(Screens.origin()))
                .isNotEmpty()
                .allMatch(url -> url.startsWith(Screens.origin() + "/") || url.startsWith("data:"));
    }
}
