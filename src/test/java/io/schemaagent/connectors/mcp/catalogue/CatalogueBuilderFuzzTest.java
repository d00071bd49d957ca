package io.schemaagent.connectors.mcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.schemaagent.connectors.fuzz.Chance;
import io.schemaagent.connectors.fuzz.Fuzzing;
import io.schemaagent.connectors.fuzz.JsonText;
import io.schemaagent.connectors.mcp.Bounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueBuilderFuzzTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** So narrow that what is made here goes beyond all of them. */
    private static final Bounds BOUNDS =
            Bounds.wide().maxPages(2).maxTools(3).maxSize(1_000).maxDepth(6).maxDescriptionLength(10);

    private static final List<String> NAMES = List.of(
            "name",
            "title",
            "description",
            "inputSchema",
            "outputSchema",
            "annotations",
            "icons",
            "src",
            "type",
            "properties",
            "x-mcp-header",
            "ttlMs",
            "nextCursor",
            "tools");
    private static final List<String> TEXTS =
            List.of("a", "b", "c", "object", "string", "https://a.example/i", "data:image/png,x", "JavaScript:x");

    private static String page(Chance chance) {
        JsonText json = new JsonText(chance, NAMES, TEXTS);
        String tools = chance.several(
                5, ",", () -> chance.oneIn(5) ? json.value(3) : json.objectWith("name", json.string(), 4));
        return json.objectWith("tools", "[" + tools + "]", 2);
    }

    @Test
    void keepsOnlyWhatCanBeStoredAndShownOfAnyPage() {
        Fuzzing.of("tool-pages", CatalogueBuilderFuzzTest::page).check("CatalogueBuilder takes any JSON", input -> {
            CatalogueBuilder builder = new CatalogueBuilder(BOUNDS, input.hashCode() % 2 == 0);
            JsonNode page = JsonText.read(input);
            for (int pages = 0; pages < 3; pages++) {
                builder.addPage(page);
                builder.nextCursor(page);
            }

            Catalogue catalogue = builder.build();

            assertThat(catalogue.tools().size()).isLessThanOrEqualTo(BOUNDS.maxTools());
            assertThat(catalogue.tools()).extracting(Tool::name).doesNotHaveDuplicates();
            assertThat(catalogue.timeToLive().filter(Duration::isNegative)).isEmpty();
            catalogue.tools().forEach(CatalogueBuilderFuzzTest::checkBounds);
            checkForm(catalogue.tools());
            return !catalogue.tools().isEmpty();
        });
    }

    private static void checkBounds(Tool tool) {
        String description = tool.description();
        assertThat(description.codePointCount(0, description.length()))
                .isLessThanOrEqualTo(BOUNDS.maxDescriptionLength());
        assertThat(tool.name().length()).isBetween(1, 256);
        assertThat(tool.inputSchema().isObject()).isTrue();
        assertThat(depth(tool.inputSchema())).isLessThanOrEqualTo(BOUNDS.maxDepth());
        assertThat(tool.schemaTokens()).isPositive();
    }

    private static int depth(JsonNode node) {
        int deepest = 0;
        for (JsonNode child : node) {
            deepest = Math.max(deepest, depth(child));
        }
        return node.isContainerNode() ? deepest + 1 : 0;
    }

    private static void checkForm(List<Tool> tools) {
        try {
            byte[] written = JSON.writeValueAsBytes(tools);
            JsonNode read = JSON.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(written))
                    .toString());
            assertThat(StorableText.isClean(read)).isTrue();
            assertThat(read.toString().length()).isLessThanOrEqualTo(2 * 1_000);
        } catch (IOException unstorable) {
            throw new UncheckedIOException(unstorable);
        }
    }
}
