package io.schemaagent.connectors.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueBuilderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CatalogueBuilder builder = new CatalogueBuilder(Bounds.wide());

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private static JsonNode aPage(String... tools) {
        return json("{\"tools\":[" + String.join(",", tools) + "]}");
    }

    private static JsonNode aPageBefore(String nextCursor) {
        return json("{\"tools\":[],\"nextCursor\":" + nextCursor + "}");
    }

    private static String aTool(String name) {
        return FakeMcpServer.aTool(name);
    }

    private static String nested(int depth) {
        return "{\"not\":".repeat(depth) + "1" + "}".repeat(depth);
    }

    private static Catalogue catalogueOf(DiscoveryConfig bounds, String... tools) {
        CatalogueBuilder builder = new CatalogueBuilder(bounds);
        builder.addPage(aPage(tools));
        return builder.build();
    }

    private static Catalogue catalogueOf(String... tools) {
        return catalogueOf(Bounds.wide(), tools);
    }

    @Test
    void keepsToolsInTheServersOrder() {
        builder.addPage(aPage(aTool("z"), aTool("a")));
        builder.addPage(aPage(aTool("m")));

        Catalogue catalogue = builder.build();

        assertThat(catalogue.tools()).extracting(Tool::name).containsExactly("z", "a", "m");
        assertThat(catalogue.pages()).isEqualTo(2);
        assertThat(catalogue.warnings()).isEmpty();
        assertThat(catalogue.partial()).isFalse();
    }

    @Test
    void takesEverythingThatDescribesATool() {
        Catalogue catalogue = catalogueOf("""
                {"name":"n","title":"t","description":"d","inputSchema":{"type":"object"},"outputSchema":{"type":"array"},
                "annotations":{"readOnlyHint":true},"icons":[{"src":"data:"}],"unknown":1}""");

        assertThat(catalogue.tools())
                .containsExactly(new Tool(
                        "n",
                        "t",
                        "d",
                        json("{\"type\":\"object\"}"),
                        json("{\"type\":\"array\"}"),
                        json("{\"readOnlyHint\":true}"),
                        json("[{\"src\":\"data:\"}]")));
    }

    @Test
    void readsOddPartsAsAbsent() {
        Catalogue catalogue = catalogueOf("""
                {"name":"n","title":7,"description":null,"inputSchema":"x","outputSchema":[],"annotations":1,"icons":{}}""");

        assertThat(catalogue.tools())
                .containsExactly(new Tool("n", null, "", json("{\"type\":\"object\"}"), null, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"\"}",
                "{\"name\":7}",
                "{\"name\":\"a\\u0000\"}",
                "{\"name\":\"\\ud800\"}",
                "null",
                "[]",
                "\"x\""
            })
    void leavesOutToolsWithoutUsableName(String tool) {
        Catalogue catalogue = catalogueOf(tool, aTool("good"));

        assertThat(catalogue.tools()).extracting(Tool::name).containsExactly("good");
        assertThat(catalogue.warnings()).containsExactly("TOOL_WITHOUT_USABLE_NAME");
        assertThat(catalogue.partial()).isFalse();
    }

    @Test
    void takesNamesUpToTheirBound() {
        Catalogue catalogue = catalogueOf(aTool("n".repeat(256)), aTool("m".repeat(257)));

        assertThat(catalogue.tools()).extracting(Tool::name).containsExactly("n".repeat(256));
        assertThat(catalogue.warnings()).containsExactly("TOOL_WITHOUT_USABLE_NAME");
    }

    @Test
    void keepsTheFirstOfTwoToolsOfOneName() {
        Catalogue catalogue = catalogueOf(FakeMcpServer.aTool("a", "first"), FakeMcpServer.aTool("a", "second"));

        assertThat(catalogue.tools()).extracting(Tool::description).containsExactly("first");
        assertThat(catalogue.warnings()).containsExactly("DUPLICATE_TOOL");
    }

    @Test
    void leavesOutToolsThatNestTooDeep() {
        Bounds bounds = Bounds.wide().maxDepth(3);

        Catalogue catalogue = catalogueOf(
                bounds,
                "{\"name\":\"deep\",\"inputSchema\":" + nested(3) + "}",
                "{\"name\":\"fits\",\"inputSchema\":" + nested(2) + "}");

        assertThat(catalogue.tools()).extracting(Tool::name).containsExactly("fits");
        assertThat(catalogue.warnings()).containsExactly("TOOL_TOO_DEEP");
    }

    @Test
    void cleansWhatCannotBeStored() {
        Catalogue catalogue = catalogueOf("""
                {"name":"n","title":"\\u0000","description":"\\ud800","inputSchema":{"\\u0000":1},"annotations":{"title":"\\u0000"}}""");

        assertThat(catalogue.tools())
                .containsExactly(new Tool(
                        "n", "\uFFFD", "\uFFFD", json("{\"\uFFFD\":1}"), null, json("{\"title\":\"\uFFFD\"}"), null));
    }

    @Test
    void takesNoMoreToolsThanItsBound() {
        Catalogue catalogue = catalogueOf(Bounds.wide().maxTools(2), aTool("a"), aTool("b"), aTool("c"));

        assertThat(catalogue.tools()).extracting(Tool::name).containsExactly("a", "b");
        assertThat(catalogue.warnings()).containsExactly("TOO_MANY_TOOLS");
        assertThat(catalogue.partial()).isTrue();
    }

    @Test
    void saysThatThereAreNoTools() {
        assertThat(catalogueOf().warnings()).containsExactly("NO_TOOLS");
        assertThat(builder.build().pages()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"tools\":null}", "{\"tools\":{}}", "{\"tools\":\"none\"}"})
    void failsWithoutAListOfTools(String page) {
        assertThatThrownBy(() -> builder.addPage(json(page)))
                .asInstanceOf(InstanceOfAssertFactories.type(McpException.class))
                .returns(FailureReason.CATALOG_FAILED, McpException::reason);
    }

    @Test
    void goesOnWithEveryNewCursor() {
        assertThat(builder.nextCursor(aPageBefore("\"\""))).isEmpty();
        assertThat(builder.nextCursor(aPageBefore("\" a\""))).isEqualTo(" a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "{}"})
    void endsWithoutACursor(String cursor) {
        assertThat(builder.nextCursor(aPageBefore(cursor))).isNull();
        assertThat(builder.nextCursor(aPage())).isNull();
        assertThat(builder.build().partial()).isFalse();
    }

    @Test
    void stopsAtACursorThatItHasSeen() {
        builder.nextCursor(aPageBefore("\"a\""));
        builder.nextCursor(aPageBefore("\"b\""));

        String next = builder.nextCursor(aPageBefore("\"a\""));

        assertThat(next).isNull();
        assertThat(builder.build().warnings()).contains("REPEATED_CURSOR");
        assertThat(builder.build().partial()).isTrue();
    }

    @Test
    void stopsAtTheBoundOfPages() {
        CatalogueBuilder bounded = new CatalogueBuilder(Bounds.wide().maxPages(2));

        bounded.addPage(aPage(aTool("a")));
        String second = bounded.nextCursor(aPageBefore("\"2\""));
        bounded.addPage(aPage(aTool("b")));
        String third = bounded.nextCursor(aPageBefore("\"3\""));

        assertThat(second).isEqualTo("2");
        assertThat(third).isNull();
        assertThat(bounded.build().warnings()).containsExactly("TOO_MANY_PAGES");
        assertThat(bounded.build().partial()).isTrue();
    }

    @Test
    void stopsWhenItHasAllToolsThatItMayTake() {
        CatalogueBuilder bounded = new CatalogueBuilder(Bounds.wide().maxTools(1));

        bounded.addPage(aPage(aTool("a")));
        String next = bounded.nextCursor(aPageBefore("\"2\""));

        assertThat(next).isNull();
        assertThat(bounded.build().warnings()).containsExactly("TOO_MANY_TOOLS");
    }
}
