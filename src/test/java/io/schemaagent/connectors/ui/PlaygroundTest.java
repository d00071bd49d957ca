package io.schemaagent.connectors.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.schemaagent.connectors.Eventually;
import io.schemaagent.connectors.browser.Chromium;
import io.schemaagent.connectors.browser.NeedsChromium;
import io.schemaagent.connectors.fuzz.JsonText;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import io.schemaagent.connectors.mcp.FakeMcpServer.Received;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tools that people try with a form, against a server that takes note of each call. */
@NeedsChromium
@QuarkusTest
class PlaygroundTest {

    private static final String SEARCH = """
            {"name": "search", "title": "Search issues", "description": "Finds issues by their words",
             "annotations": {"readOnlyHint": true, "destructiveHint": true},
             "inputSchema": {"type": "object", "required": ["query", "kind", "owner"],
                "$defs": {"person": {"type": "object", "required": ["name"], "properties": {
                   "name": {"type": "string"}, "age": {"type": "integer"}, "boss": {"$ref": "#/$defs/person"}}}},
                "properties": {
                   "query": {"type": "string", "minLength": 3, "description": "Words to look for"},
                   "limit": {"type": "integer", "default": 10},
                   "exact": {"type": "boolean"},
                   "kind": {"enum": ["bug", "feature", 7]},
                   "version": {"const": 2},
                   "since": {"type": "string", "format": "date"},
                   "contact": {"type": "string", "format": "email"},
                   "labels": {"type": "array", "items": {"type": "string"}},
                   "owner": {"$ref": "#/$defs/person"},
                   "target": {"oneOf": [
                      {"title": "By number", "type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}},
                      {"title": "By name", "type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}]},
                   "scores": {"type": "object", "patternProperties": {"^x": {"type": "number"}}}}}}""";
    private static final String DELETE = """
            {"name": "delete", "description": "Deletes an issue", "annotations": {"destructiveHint": true},
             "inputSchema": {"type": "object", "properties": {"id": {"type": "integer"}}}}""";
    private static final String PING = """
            {"name": "ping", "description": "Answers", "inputSchema": {"type": "object", "properties": {}}}""";
    private static final String ONE_PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
    private static final String ANSWER = """
            {"content": [
               {"type": "text", "text": "{\\"total\\":2}"},
               {"type": "text", "text": "<img src=x onerror=\\"window.pwned=1\\"> Two issues"},
               {"type": "image", "data": "%s", "mimeType": "image/png"},
               {"type": "image", "data": "PHN2Zy8+", "mimeType": "image/svg+xml"},
               {"type": "image", "data": "\\"onerror=window.pwned=2", "mimeType": "image/png"},
               {"type": "resource_link", "uri": "https://tracker.example.com/1", "name": "Issue 1"},
               {"type": "resource_link", "uri": "javascript:window.pwned=3", "name": "Issue 2"},
               {"type": "resource", "resource": {"uri": "file:///notes.txt", "text": "Notes of the issue"}}],
             "structuredContent": {"total": 2, "issues": [{"id": 1}]}}""".formatted(ONE_PIXEL);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Owner owner = Owner.somebody();
    private FakeMcpServer server;
    private int tracker;
    private Screens screens;

    @BeforeEach
    void arrive(Chromium chromium) {
        server = FakeMcpServer.start()
                .withTools(0)
                .withTool(SEARCH)
                .withTool(DELETE)
                .withTool(PING)
                .answersCallsWith(ANSWER);
        tracker = owner.saves("Issue Tracker", server.url());
        screens = Screens.of(chromium, owner);
    }

    @AfterEach
    void leave() {
        screens.close();
        server.close();
    }

    private void pick(String tool) {
        screens.open("playground").settle();
        screens.button(tool).click();
        assertThat(screens.button("Call tool")).isVisible();
    }

    private Locator named(AriaRole role, String name) {
        return screens.page()
                .getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** What is required of a search. */
    private void fillIn() {
        screens.field("query").fill("crash");
        screens.field("kind").selectOption("bug");
        screens.field("name").fill("Ada");
    }

    private void call() {
        screens.button("Call tool").click();
    }

    private void awaits(String method) {
        Eventually.holds(
                method + " has come", PATIENCE, () -> server.requests(method).size() == 1);
    }

    private JsonNode received() {
        List<Received> calls = server.requests("tools/call");
        assertThat(calls).hasSize(1);
        return calls.get(0).json().at("/params/arguments");
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void showsAFormToEverybody(Look look) {
        pick("Search issues");
        screens.button("Add to labels").click();
        screens.field("Kind of target").selectOption("By name");

        screens.areForEverybody("playground-form", look);
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void showsAResultToEverybody(Look look) {
        pick("ping");
        call();

        screens.sees("Succeeded");
        screens.areForEverybody("playground-result", look);
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void showsEverybodyWhatTheAgentGets(Look look) {
        screens.open("playground").settle();
        screens.page().getByText("What the agent gets").click();

        screens.sees("3 tools");
        screens.areForEverybody("playground-agent", look);
    }

    @Test
    void callsAToolWithWhatTheFormSays() {
        pick("Search issues");
        fillIn();
        screens.field("exact").selectOption("true");
        screens.field("limit").fill("5");
        screens.field("since").fill("2026-11-28");
        screens.button("Add to labels").click();
        screens.field("labels[0]").fill("hot");
        screens.field("Kind of target").selectOption("By number");
        screens.field("id").fill("4711");

        call();

        screens.sees("Succeeded");
        assertThat(received())
                .isEqualTo(JsonText.read(
                        "{\"limit\":5,\"owner\":{\"name\":\"Ada\"},\"query\":\"crash\",\"kind\":\"bug\",\"exact\":true,"
                                + "\"since\":\"2026-11-28\",\"labels\":[\"hot\"],\"target\":{\"id\":4711}}"));
    }

    @Test
    void leavesToJsonWhatAFormCannotShow() {
        pick("Search issues");
        fillIn();
        screens.field("scores").fill("{\"x1\": 0.5, \"deep\": [null]}");

        call();

        screens.sees("Succeeded");
        assertThat(received().path("scores").toString()).isEqualTo("{\"x1\":0.5,\"deep\":[null]}");
    }

    @Test
    void takesAllArgumentsAsJsonAndLosesNoneOfThemInTheForm() {
        pick("Search issues");
        fillIn();
        screens.button("Raw JSON").first().click();
        Locator raw = screens.field("Arguments as JSON");
        assertThat(raw).hasValue(Pattern.compile("\"query\": \"crash\""));

        raw.fill(
                "{\"query\": \"fire\", \"kind\": 7, \"owner\": {\"name\": \"Ada\", \"dog\": true}, \"limit\": 3.0, \"more\": {}}");
        screens.button("Raw JSON").first().click();
        assertThat(screens.field("query")).hasValue("fire");
        screens.sees("Also sent, to be changed as JSON only: more");
        call();

        screens.sees("Succeeded");
        assertThat(received())
                .isEqualTo(
                        JsonText.read(
                                "{\"query\":\"fire\",\"kind\":7,\"owner\":{\"name\":\"Ada\",\"dog\":true},\"limit\":3,\"more\":{}}"));
    }

    @Test
    void keepsWhatIsNoJsonUntilItIs() {
        pick("Search issues");
        screens.button("Raw JSON").first().click();
        screens.field("Arguments as JSON").fill("{\"query\": ");

        call();

        assertThat(screens.field("Arguments as JSON")).isFocused();
        assertThat(screens.field("Arguments as JSON")).hasValue("{\"query\": ");
        screens.sees("This has to be a JSON object");
        assertThat(server.requests("tools/call")).isEmpty();
    }

    @Test
    void saysAtItsFieldWhatIsWrong() {
        pick("Search issues");
        fillIn();
        screens.field("query").fill("x");
        screens.field("name").fill("");

        call();

        screens.sees("Some arguments are not what the tool takes.");
        assertThat(screens.field("query")).isFocused();
        assertThat(screens.field("query")).hasAccessibleDescription("must be at least 3 characters long");
        assertThat(screens.field("name")).hasAttribute("aria-invalid", "true");
        assertThat(server.requests("tools/call")).isEmpty();
    }

    @Test
    void saysWhichNumbersAreNone() {
        pick("Search issues");
        screens.field("limit").fill("1.5");
        assertThat(screens.field("limit")).hasAccessibleDescription("This is not a whole number.");
        screens.field("limit").fill("12345678901234567890");
        assertThat(screens.field("limit")).hasAccessibleDescription("This number is too large to be sent as it is.");

        call();

        assertThat(screens.field("limit")).isFocused();
        assertThat(server.requests("tools/call")).isEmpty();
    }

    @Test
    void asksBeforeACallThatMayDestroySomething() {
        pick("delete");
        call();
        screens.button("Cancel").click();
        assertThat(named(AriaRole.HEADING, "Result")).hasCount(0);
        assertThat(server.requests("tools/call")).isEmpty();

        call();
        screens.button("Call it").click();

        screens.sees("Succeeded");
        assertThat(server.requests("tools/call")).hasSize(1);
    }

    @Test
    void cancelsACall() {
        server.on("tools/call").hangs();
        pick("ping");
        call();
        awaits("tools/call");

        screens.button("Cancel").click();

        screens.sees("Cancelled.");
        assertThat(screens.button("Call tool")).isVisible();
        awaits("notifications/cancelled");
    }

    @Test
    void runsNothingOfWhatAToolAnswers() {
        pick("ping");
        call();
        screens.sees("Succeeded");

        screens.sees("<img src=x onerror=\"window.pwned=1\"> Two issues");
        screens.sees("Not shown: image/svg+xml");
        assertThat(screens.page().locator("img")).hasCount(1);
        assertThat(screens.page().locator("img")).hasAttribute("src", "data:image/png;base64," + ONE_PIXEL);
        assertThat(named(AriaRole.LINK, "https://tracker.example.com/1")).hasAttribute("rel", "noopener noreferrer");
        screens.sees("javascript:window.pwned=3");
        assertThat(screens.page().locator("a[href^=javascript]")).hasCount(0);
        assertThat(screens.page().evaluate("window.pwned")).isNull();
        screens.assertNothingComplained();
    }

    @Test
    void showsTheAnswerItself() {
        pick("ping");
        call();
        screens.sees("Succeeded");

        screens.page()
                .getByText("Raw", new Page.GetByTextOptions().setExact(true))
                .click();

        assertThat(named(AriaRole.REGION, "Raw")).containsText("\"structured_content\": {");
    }

    @Test
    void saysThatAToolFailed() {
        server.answersCallsWith(
                "{\"content\": [{\"type\": \"text\", \"text\": \"No such issue\"}], \"isError\": true}");
        pick("ping");

        call();

        screens.sees("The tool failed");
        screens.sees("No such issue");
    }

    @Test
    void tellsThePageWhichToolsAreChosen() {
        screens.open("playground").settle();
        screens.page()
                .evaluate("window.heard = []; document.querySelector('mcp-connectors').addEventListener("
                        + "'selection-changed', ({ detail }) => heard.push(detail.names.join()))");

        named(AriaRole.CHECKBOX, "Choose all of Issue Tracker").uncheck();
        named(AriaRole.CHECKBOX, "Choose issue-tracker__ping").check();

        screens.sees("1 of 3 chosen");
        assertThat(screens.page().evaluate("JSON.stringify(heard)")).isEqualTo("[\"\",\"issue-tracker__ping\"]");
        screens.page().getByText("What the agent gets").click();
        screens.sees("1 tool");
        screens.sees("tool_choice: required");
    }

    @Test
    void findsToolsByTheirWords() {
        screens.open("playground").settle();

        screens.field("Find a tool").fill("deletes");

        assertThat(screens.button("delete")).isVisible();
        assertThat(screens.button("Search issues")).hasCount(0);
    }

    @Test
    void showsWhatTheAgentGetsInItsFormatAndWhatItDoesNot() {
        server.withTools(0).withTool(SEARCH).withTool(FakeMcpServer.aTool("ping", "Now does something else"));
        owner.verifies(tracker);
        screens.open("playground").settle();
        screens.page().getByText("What the agent gets").click();

        screens.page().getByText("OpenAI").click();

        Locator json = named(AriaRole.REGION, "What the agent gets, as JSON");
        assertThat(json).containsText("\"type\": \"function\"");
        screens.page().getByText("1 tool is withheld from the agent").click();
        screens.sees("issue-tracker__ping");
    }

    @Test
    void invitesToAddAConnectorWhereThereIsNoTool(Chromium chromium) {
        screens.close();
        screens = Screens.of(chromium, Owner.somebody());

        screens.open("playground").settle();

        screens.sees("No tools yet");
    }
}
