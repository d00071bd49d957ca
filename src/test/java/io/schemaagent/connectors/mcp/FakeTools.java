package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The tools of a {@link FakeMcpServer}, a page at a time. */
final class FakeTools {

    /** How pages follow one another. */
    enum Cursors {
        BY_OFFSET,
        NEVER_ENDING,
        REPEATED,
        EMPTY_TEXT
    }

    final List<String> definitions = new CopyOnWriteArrayList<>();
    volatile int pageSize = Integer.MAX_VALUE;
    volatile Cursors cursors = Cursors.BY_OFFSET;

    /** The schema of this tool's arguments, missing where there is none that can be read. */
    JsonNode inputSchemaOf(String name) {
        return definitions.stream()
                .map(FakeMcpServer::parse)
                .filter(tool -> tool.path("name").asText().equals(name))
                .map(tool -> tool.path("inputSchema"))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** All tools as a JSON array. */
    String all() {
        return listOf(definitions);
    }

    /** The members of the result that has this page; empty for a cursor that it never gave. */
    Optional<String> page(JsonNode cursor) {
        return switch (cursors) {
            case BY_OFFSET -> pageByOffset(cursor.asText("offset-0"));
            case REPEATED -> page(definitions, "again");
            case EMPTY_TEXT -> {
                int half = (definitions.size() + 1) / 2;
                yield cursor.isMissingNode()
                        ? page(definitions.subList(0, half), "")
                        : page(definitions.subList(half, definitions.size()), null);
            }
            case NEVER_ENDING -> {
                int number = cursor.isMissingNode() ? 1 : Integer.parseInt(cursor.asText());
                yield page(List.of(FakeMcpServer.aTool("tool-" + number)), Integer.toString(number + 1));
            }
        };
    }

    private Optional<String> pageByOffset(String cursor) {
        if (!cursor.matches("offset-[0-9]+")) {
            return Optional.empty();
        }
        int from = Math.min(Integer.parseInt(cursor.substring("offset-".length())), definitions.size());
        int to = (int) Math.min((long) from + pageSize, definitions.size());
        return page(definitions.subList(from, to), to < definitions.size() ? "offset-" + to : null);
    }

    private static Optional<String> page(List<String> tools, String nextCursor) {
        String cursor = nextCursor == null ? "" : ",\"nextCursor\":" + TextNode.valueOf(nextCursor);
        return Optional.of("\"tools\":" + listOf(tools) + cursor);
    }

    private static String listOf(List<String> definitions) {
        return definitions.stream().collect(Collectors.joining(",", "[", "]"));
    }
}
