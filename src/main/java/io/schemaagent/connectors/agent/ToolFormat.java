package io.schemaagent.connectors.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.mcp.catalogue.StorableText;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.Violation;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How an agent wants to have its tools described. */
enum ToolFormat {

    /** As MCP's {@code tools/list} does. */
    MCP {
        @Override
        ObjectNode describe(AgentTool tool, String source) {
            ObjectNode described = named(tool);
            described.put("title", source + ": " + tool.title());
            described.put("description", description(tool));
            McpWording.add(tool.definition(), described);
            return described;
        }
    },

    /** As function tools of OpenAI's interfaces. */
    OPENAI {
        @Override
        ObjectNode describe(AgentTool tool, String source) {
            ObjectNode function = named(tool);
            function.put("description", StorableText.shortened(description(tool), MAX_DESCRIPTION));
            function.set("parameters", FunctionSchema.of(tool.inputSchema()));
            ObjectNode described = JsonNodeFactory.instance.objectNode().put("type", "function");
            return described.set("function", function);
        }
    },

    /** As tools of Anthropic's interface. */
    ANTHROPIC {
        @Override
        ObjectNode describe(AgentTool tool, String source) {
            ObjectNode described = named(tool);
            described.put("description", description(tool));
            described.set("input_schema", FunctionSchema.of(tool.inputSchema()));
            return described;
        }
    };

    /** What OpenAI takes as a description, in characters. */
    private static final int MAX_DESCRIPTION = 1024;

    /**
     * The object that goes into the list of tools.
     *
     * @param source what its owner calls the thing that the tool belongs to
     */
    abstract ObjectNode describe(AgentTool tool, String source);

    /** The format of this name, {@link #MCP} where there is none (null); fails with 422 where it is unknown. */
    static ToolFormat parse(String name) {
        return name == null
                ? MCP
                : Arrays.stream(values())
                        .filter(format -> format.wireName().equals(name))
                        .findFirst()
                        .orElseThrow(() -> Problem.invalid(Violation.inQuery("format", "must be one of " + names())));
    }

    private static String names() {
        return Arrays.stream(values()).map(ToolFormat::wireName).collect(Collectors.joining(", "));
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode named(AgentTool tool) {
        return JsonNodeFactory.instance.objectNode().put("name", tool.name());
    }

    private static String description(AgentTool tool) {
        return tool.definition().path("description").asText("");
    }
}
