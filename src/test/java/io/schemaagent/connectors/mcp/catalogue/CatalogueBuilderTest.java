package io.schemaagent.connectors.mcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.schemaagent.connectors.mcp.Bounds;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueBuilderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CatalogueBuilder builder = new CatalogueBuilder(Bounds.wide(), true);

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

    private static Catalogue catalogueOf(CatalogueBounds bounds, String... tools) {
        CatalogueBuilder builder = new CatalogueBuilder(bounds, true);
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
                "annotations":{"readOnlyHint":true},"icons":[{"src":"https://a/b"}],"unknown":1}""");

        assertThat(catalogue.tools())
                .containsExactly(new Tool(
                        "n",
                        "t",
                        "d",
                        json("{\"type\":\"object\"}"),
                        json("{\"type\":\"array\"}"),
                        json("{\"readOnlyHint\":true}"),
                        json("[{\"src\":\"https://a/b\"}]"),
                        5));
    }

    @Test
    void readsOddPartsAsAbsent() {
        Catalogue catalogue = catalogueOf("""
                {"name":"n","title":7,"description":null,"inputSchema":"x","outputSchema":[],"annotations":1,"icons":{}}""");

        assertThat(catalogue.tools())
                .containsExactly(new Tool("n", null, "", json("{\"type\":\"object\"}"), null, null, null, 5));
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
                        "n",
                        "\uFFFD",
                        "\uFFFD",
                        json("{\"\uFFFD\":1}"),
                        null,
                        json("{\"title\":\"\uFFFD\"}"),
                        null,
                        3));
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
    void refusesAPageWithoutAListOfTools(String page) {
        assertThat(builder.addPage(json(page))).isFalse();
        assertThat(builder.hasPages()).isFalse();
    }

    @Test
    void goesOnWithEveryNewCursor() {
        assertThat(builder.nextCursor(aPageBefore("\"\""))).contains("");
        assertThat(builder.nextCursor(aPageBefore("\" a\""))).contains(" a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "{}"})
    void endsWithoutACursor(String cursor) {
        assertThat(builder.nextCursor(aPageBefore(cursor))).isEmpty();
        assertThat(builder.nextCursor(aPage())).isEmpty();
        assertThat(builder.build().partial()).isFalse();
    }

    @Test
    void stopsAtACursorThatItHasSeen() {
        builder.nextCursor(aPageBefore("\"a\""));
        builder.nextCursor(aPageBefore("\"b\""));

        Optional<String> next = builder.nextCursor(aPageBefore("\"a\""));

        assertThat(next).isEmpty();
        assertThat(builder.build().warnings()).contains("REPEATED_CURSOR");
        assertThat(builder.build().partial()).isTrue();
    }

    @Test
    void stopsAtTheBoundOfPages() {
        CatalogueBuilder bounded = new CatalogueBuilder(Bounds.wide().maxPages(2), true);

        bounded.addPage(aPage(aTool("a")));
        Optional<String> second = bounded.nextCursor(aPageBefore("\"2\""));
        bounded.addPage(aPage(aTool("b")));
        Optional<String> third = bounded.nextCursor(aPageBefore("\"3\""));

        assertThat(second).contains("2");
        assertThat(third).isEmpty();
        assertThat(bounded.build().warnings()).containsExactly("TOO_MANY_PAGES");
        assertThat(bounded.build().partial()).isTrue();
    }

    @Test
    void stopsWhenItHasAllToolsThatItMayTake() {
        CatalogueBuilder bounded = new CatalogueBuilder(Bounds.wide().maxTools(1), true);

        bounded.addPage(aPage(aTool("a")));
        Optional<String> next = bounded.nextCursor(aPageBefore("\"2\""));

        assertThat(next).isEmpty();
        assertThat(bounded.build().warnings()).containsExactly("TOO_MANY_TOOLS");
    }

    @Test
    void takesNoMoreThanItsBoundOfBytes() {
        int one = aTool("a").length();
        CatalogueBuilder bounded = new CatalogueBuilder(Bounds.wide().maxSize(5L * one / 2), true);

        bounded.addPage(aPage(aTool("a"), aTool("b"), aTool("c")));
        Optional<String> next = bounded.nextCursor(aPageBefore("\"2\""));

        assertThat(bounded.build().tools()).extracting(Tool::name).containsExactly("a", "b");
        assertThat(bounded.build().warnings()).containsExactly("TOO_LARGE");
        assertThat(bounded.build().partial()).isTrue();
        assertThat(next).isEmpty();
    }

    @Test
    void cutsDescriptionsBetweenCharacters() {
        Catalogue catalogue = catalogueOf(
                Bounds.wide().maxDescriptionLength(3),
                FakeMcpServer.aTool("long", "ab\uD834\uDD1Ecd"),
                FakeMcpServer.aTool("short", "ab\uD834\uDD1E"));

        assertThat(catalogue.tools()).extracting(Tool::description).containsExactly("ab\uD834\uDD1E", "ab\uD834\uDD1E");
        assertThat(catalogue.warnings()).containsExactly("DESCRIPTION_CUT");
        assertThat(catalogue.partial()).isFalse();
    }

    @Test
    void keepsNamesOfAnyUnicode() {
        assertThat(catalogueOf(aTool("r\u00e9sum\u00e9 \uD83D\uDE80 \u202e/..")).tools())
                .extracting(Tool::name)
                .containsExactly("r\u00e9sum\u00e9 \uD83D\uDE80 \u202e/..");
    }

    @Test
    void keepsHarmlessIconsOnly() {
        Catalogue catalogue = catalogueOf("""
                {"name":"n","icons":[{"src":"javascript:alert(1)"},{"src":"HTTPS://a/b.png"},{"src":"http://a/b.png"},
                {"src":"data:text/html,x"},{"src":"data:image/png;base64,AA=="},{"src":7},"x",{}]}""");

        assertThat(catalogue.tools().get(0).icons())
                .isEqualTo(json("[{\"src\":\"HTTPS://a/b.png\"},{\"src\":\"data:image/png;base64,AA==\"}]"));
    }

    @Test
    void neverLooksIntoANetworkReference() {
        String schema = "{\"$ref\":\"http://127.0.0.1:1/schema.json\"}";

        assertThat(catalogueOf("{\"name\":\"n\",\"inputSchema\":" + schema + "}")
                        .tools()
                        .get(0)
                        .inputSchema())
                .isEqualTo(json(schema));
    }

    @Test
    void leavesOutToolsThatAskForHeadersInAWayThatIsNotAllowed() {
        String tool = "{\"name\":\"n\",\"inputSchema\":{\"properties\":{\"a\":{\"x-mcp-header\":\"\"}}}}";
        CatalogueBuilder legacy = new CatalogueBuilder(Bounds.wide(), false);
        legacy.addPage(aPage(tool));

        assertThat(catalogueOf(tool, aTool("good")).tools())
                .extracting(Tool::name)
                .containsExactly("good");
        assertThat(catalogueOf(tool).warnings()).contains("TOOL_WITH_INVALID_HEADERS");
        assertThat(legacy.build().tools()).hasSize(1);
    }

    @Test
    void isAsFreshAsTheOldestPage() {
        builder.addPage(json("{\"tools\":[],\"ttlMs\":5000}"));
        builder.addPage(json("{\"tools\":[],\"ttlMs\":2000}"));
        builder.addPage(json("{\"tools\":[],\"ttlMs\":9000}"));

        assertThat(builder.build().timeToLive()).contains(Duration.ofSeconds(2));
    }

    @Test
    void isNotFreshOnceTheServerHasSaidThatItsToolsChange() {
        builder.addPage(json("{\"tools\":[],\"ttlMs\":5000}"));
        builder.changed();

        assertThat(builder.build().timeToLive()).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"tools\":[]}", "{\"tools\":[],\"ttlMs\":\"1\"}", "{\"tools\":[],\"ttlMs\":null}"})
    void doesNotKnowHowFreshItIsWithoutANumber(String page) {
        builder.addPage(json(page));

        assertThat(builder.build().timeToLive()).isEmpty();
    }

    @Test
    void takesANegativeTimeForNone() {
        builder.addPage(json("{\"tools\":[],\"ttlMs\":-1}"));

        assertThat(builder.build().timeToLive()).contains(Duration.ZERO);
    }

    @Test
    void estimatesWhatAToolCostsAModel() {
        assertThat(catalogueOf("{\"name\":\"four\",\"description\":\"12345678\",\"inputSchema\":{},\"icons\":[]}")
                        .tools())
                .extracting(Tool::schemaTokens)
                .isEqualTo(List.of(4));
    }
}
