package io.schemaagent.connectors.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownToolsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(json, malformed);
        }
    }

    private static ObjectNode tool(String name, String description) {
        return JSON.createObjectNode().put("name", name).put("description", description);
    }

    /** Tools in the form {@code name:description}. */
    private static List<ObjectNode> tools(String... tools) {
        return Stream.of(tools)
                .map(tool -> tool(tool.split(":", -1)[0], tool.split(":", -1)[1]))
                .toList();
    }

    /** As it comes back from the database. */
    private static KnownTools stored(KnownTools tools) {
        return KnownTools.read(tree(tools.tools().toString()), tree(tools.pins().toString()));
    }

    private static List<String> states(KnownTools tools) {
        return tools.listed().stream()
                .map(tool -> tool.name() + " " + tool.state().value())
                .toList();
    }

    private static KnownTools later(KnownTools before, String... tools) {
        return stored(before).rediscovered(tools(tools), ChangePolicy.WITHHOLD).tools();
    }

    @Test
    void agreesToWhatItsOwnerSawWhenSavingIt() {
        KnownTools tools = KnownTools.first(tools("a:1", "b:1"));

        assertThat(states(tools)).containsExactly("a approved", "b approved");
        assertThat(tools.pins()).isEmpty();
        assertThat(tools.tools().get(0))
                .isEqualTo(tree("{\"name\":\"a\",\"description\":\"1\",\"is_enabled\":true,\"state\":\"approved\"}"));
    }

    /**
     * What becomes of tool {@code a}, step by step. A step is what its server lists ({@code 1}, {@code 2}: its description;
     * {@code -}: not at all), or what its owner does ({@code ok}, {@code on}, {@code off}).
     */
    @ParameterizedTest
    @CsvSource({
        "1 1,               approved",
        "1 2,               changed",
        "1 2 2,             changed",
        "1 2 1,             approved",
        "1 2 3 1,           approved",
        "1 2 ok,            approved",
        "1 2 ok 1,          changed",
        "- 1,               pending",
        "- 1 2,             pending",
        "- 1 ok 2,          changed",
        "- 1 ok,            approved",
        "1 off,             disabled",
        "1 off 1,           disabled",
        "1 off on,          approved",
        "1 off 2 on,        changed",
        "1 off 2 on 1,      approved",
        "1 off 2 ok on,     approved",
        "1 2 off on,        changed",
        "1 2 off 1 on,      approved",
        "- 1 off,           disabled",
        "- 1 off on,        pending",
        "- 1 off ok on,     approved",
        "- 1 off 2 on,      pending",
        "1 - 1,             approved",
        "1 - - 1,           approved",
        "1 - 2,             changed",
        "1 - 2 - 1,         approved",
        "1 2 - 2,           changed",
        "1 2 - 1,           approved",
        "1 off - 1,         disabled",
        "1 off - 1 on,      approved",
        "1 off - 2 on,      changed",
        "- 1 off - 1,       disabled",
        "- 1 off - 1 on,    pending",
        "- 1 - 1,           pending",
    })
    void followsWhatServerAndOwnerDo(String steps, String state) {
        KnownTools tools = null;

        for (String step : steps.split(" ", -1)) {
            tools = step(tools, step);
        }

        assertThat(states(stored(tools))).contains("a " + state, "b approved");
        assertThat(stored(tools)
                        .find("a")
                        .orElseThrow()
                        .json()
                        .path("is_enabled")
                        .asBoolean())
                .isEqualTo(!state.equals("disabled"));
    }

    private static KnownTools step(KnownTools before, String step) {
        return switch (step) {
            case "ok" -> stored(before).approve(tool -> true);
            case "on" -> stored(before).enable("a", true);
            case "off" -> stored(before).enable("a", false);
            case "-" -> before == null ? KnownTools.first(tools("b:1")) : later(before, "b:1");
            default -> before == null ? KnownTools.first(tools("a:" + step, "b:1")) : later(before, "a:" + step, "b:1");
        };
    }

    @Test
    void approvesOnlyWhatIsNamed() {
        KnownTools tools = later(KnownTools.first(tools("a:1", "b:1")), "a:2", "b:2", "c:1");

        assertThat(states(tools.approve(tool -> tool.name().equals("b"))))
                .containsExactly("a changed", "b approved", "c pending");
    }

    @Test
    void keepsWhatWasAgreedToBesideAChangedTool() {
        KnownTool tool =
                stored(later(KnownTools.first(tools("a:1")), "a:2")).listed().get(0);

        assertThat(tool.pin()).hasValue(ToolDefinition.of(tool("a", "1")).fingerprint());
        assertThat(tool.fingerprint())
                .isEqualTo(ToolDefinition.of(tool("a", "2")).fingerprint());
        assertThat(tool.differences()).containsExactly(new Difference("description", tree("\"1\""), tree("\"2\"")));
    }

    @Test
    void showsNoDifferenceForWhatWasNeverAgreedTo() {
        KnownTool tool = later(KnownTools.first(tools("a:1")), "b:1").listed().get(0);

        assertThat(tool.pin()).isEmpty();
        assertThat(tool.differences()).isEmpty();
    }

    @Test
    void countsWhatIsWithheldFromNowOnAndNotWhatWasBefore() {
        KnownTools first = KnownTools.first(tools("a:1", "b:1", "c:1")).enable("c", false);

        Rediscovery second = first.rediscovered(tools("a:2", "b:1", "c:2", "d:1"), ChangePolicy.WITHHOLD);
        Rediscovery third = second.tools().rediscovered(tools("a:3", "b:2", "c:3", "d:2"), ChangePolicy.WITHHOLD);

        assertThat(second.changed()).isEqualTo(1);
        assertThat(second.pending()).isEqualTo(1);
        assertThat(third.changed()).isEqualTo(1);
        assertThat(third.pending()).isZero();
    }

    @Test
    void agreesByItselfWhereThePolicySaysSoAndLeavesOffWhatIsOff() {
        KnownTools first = KnownTools.first(tools("a:1", "b:1")).enable("b", false);

        Rediscovery second = first.rediscovered(tools("a:2", "b:2", "c:1"), ChangePolicy.ALLOW);

        assertThat(states(second.tools())).containsExactly("a approved", "b disabled", "c approved");
        assertThat(second.changed()).isZero();
        assertThat(second.pending()).isZero();
        assertThat(second.tools().enable("b", true).find("b").orElseThrow().state())
                .isEqualTo(ToolState.APPROVED);
    }

    @Test
    void keepsTheOrderOfTheServerAndWhatElseItSaysOfATool() {
        ObjectNode withIcon = tool("b", "1");
        withIcon.putArray("icons").addObject().put("src", "https://example.com/icon.png");

        ArrayNode tools = KnownTools.first(tools("a:1", "c:1"))
                .rediscovered(List.of(withIcon, tool("a", "1")), ChangePolicy.WITHHOLD)
                .tools()
                .tools();

        assertThat(tools.findValuesAsText("name")).containsExactly("b", "a");
        assertThat(tools.at("/0/icons/0/src").asText()).isEqualTo("https://example.com/icon.png");
    }

    // --- rows of others ---

    @Test
    void takesAToolWithoutAStateForAgreedTo() {
        KnownTools tools = KnownTools.read(tree("[{\"name\":\"a\",\"description\":\"1\"}]"), tree("[]"));

        assertThat(states(tools)).containsExactly("a approved");
        assertThat(states(
                        tools.rediscovered(tools("a:2"), ChangePolicy.WITHHOLD).tools()))
                .containsExactly("a changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "null", "[1, \"a\", null, {}, {\"name\": 7}, {\"name\": \"\"}]"})
    void findsNothingInWhatIsNoListOfTools(String tools) {
        assertThat(KnownTools.read(tree(tools), tree("[]")).listed())
                .allSatisfy(tool -> assertThat(tool.name()).isNotEmpty());
        assertThat(KnownTools.read(tree("[]"), tree(tools)).listed()).isEmpty();
    }

    @Test
    void withholdsAToolInAStateThatItDoesNotKnow() {
        KnownTools tools =
                KnownTools.read(tree("[{\"name\":\"a\",\"is_enabled\":true,\"state\":\"wonderful\"}]"), tree("[]"));

        assertThat(states(tools)).containsExactly("a pending");
    }

    @Test
    void takesTheFirstOfTwoToolsOfOneName() {
        KnownTools tools = KnownTools.read(
                tree("[{\"name\":\"a\",\"description\":\"1\"},{\"name\":\"a\",\"description\":\"2\"}]"), tree("[]"));

        assertThat(states(
                        tools.rediscovered(tools("a:1"), ChangePolicy.WITHHOLD).tools()))
                .containsExactly("a approved");
    }

    @Test
    void comparesWithAnotherServicesListOnlyWhatThatKept() {
        JsonNode rows = tree(
                "[{\"name\":\"a\",\"description\":\"1\"},{\"name\":\"b\",\"description\":\"1\"},{\"name\":\"c\"}]");
        ObjectNode complete = tool("a", "1");
        complete.putObject("annotations").put("readOnlyHint", true);
        ObjectNode another = tool("a", "1");
        another.putObject("annotations").put("readOnlyHint", false);

        KnownTools now = KnownTools.readOfOthers(rows, tree("[]"))
                .enable("c", false)
                .rediscovered(List.of(complete, tool("b", "2"), tool("c", "1"), tool("d", "1")), ChangePolicy.WITHHOLD)
                .tools();

        assertThat(states(now)).containsExactly("a approved", "b changed", "c disabled", "d pending");
        assertThat(states(now.enable("c", true))).contains("c approved");
        assertThat(states(stored(now)
                        .rediscovered(List.of(another), ChangePolicy.WITHHOLD)
                        .tools()))
                .containsExactly("a changed");
    }

    // --- bounds ---

    @Test
    void remembersOnlySoManyToolsThatAreGoneAndThoseThatAreOffBeforeAllOthers() {
        KnownTools tools = KnownTools.first(tools("off:1")).enable("off", false);

        for (int round = 0; round < 3; round++) {
            List<ObjectNode> flood = new ArrayList<>();
            int number = round;
            IntStream.range(0, KnownTools.MAX_ABSENT).forEach(i -> flood.add(tool("t" + number + "-" + i, "1")));
            tools = tools.rediscovered(flood, ChangePolicy.ALLOW).tools();
        }

        assertThat(tools.pins()).hasSize(KnownTools.MAX_ABSENT);
        assertThat(tools.pins().findValuesAsText("name"))
                .contains("off", "t1-0")
                .doesNotContain("t0-0");
        assertThat(states(later(tools, "off:1"))).containsExactly("off disabled");
    }

    @Test
    void forgetsWhatItsOwnerNeverSaidAnythingTo() {
        KnownTools tools = later(later(KnownTools.first(tools("a:1")), "a:1", "new:1"), "a:1");

        assertThat(tools.pins()).isEmpty();
    }

    @Test
    void keepsTheFingerprintAloneOfWhatThereIsNoRoomFor() {
        String half = "x".repeat(StoredPins.MAX_SIZE / 2);
        KnownTools first = KnownTools.first(List.of(tool("a", half), tool("b", half)));

        KnownTools changed = later(first, "a:2", "b:2");

        assertThat(states(stored(changed))).containsExactly("a changed", "b changed");
        assertThat(stored(changed).find("a").orElseThrow().differences()).isNotEmpty();
        assertThat(stored(changed).find("b").orElseThrow().differences()).isEmpty();
        assertThat(states(stored(changed)
                        .rediscovered(List.of(tool("a", half), tool("b", half)), ChangePolicy.WITHHOLD)
                        .tools()))
                .containsExactly("a approved", "b approved");
    }
}
