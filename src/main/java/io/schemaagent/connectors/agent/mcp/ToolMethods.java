package io.schemaagent.connectors.agent.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.agent.AgentTools;
import io.schemaagent.connectors.agent.CallView;
import io.schemaagent.connectors.agent.ProgressListener;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** What MCP's {@code tools/list} and {@code tools/call} do, whatever the era (MCP, server/tools). */
final class ToolMethods {

    static final String CALL = "tools/call";

    private static final int SERVER_ERRORS = 500;

    private final AgentTools tools;
    private final int pageSize;

    ToolMethods(AgentTools tools, int pageSize) {
        this.tools = tools;
        this.pageSize = pageSize;
    }

    Uni<ObjectNode> list(String owner, JsonNode params) {
        Cursor cursor = Cursor.parse(params.path("cursor"));
        return tools.list(owner).map(all -> Page.of(all, cursor, pageSize).json());
    }

    /**
     * What came of a call; a result also where it failed, since a model can only correct what it reads.
     *
     * @param listener hears how far it is; empty where nobody wants to know
     */
    Uni<ObjectNode> call(String owner, JsonNode params, Optional<ProgressListener> listener) {
        JsonNode name = params.path("name");
        JsonNode arguments = params.path("arguments");
        if (!name.isTextual()) {
            throw Refusal.of(Refusal.INVALID_PARAMS, "name has to be the name of a tool");
        }
        if (!arguments.isObject() && !isAbsent(arguments)) {
            throw Refusal.of(Refusal.INVALID_PARAMS, "arguments have to be an object");
        }
        return tools.call(owner, name.asText(), arguments.isObject() ? (ObjectNode) arguments : null, listener)
                .map(ToolMethods::result)
                .onFailure(Problem.class)
                .recoverWithUni(problem -> outcome(problem, name.asText()));
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static ObjectNode result(CallView call) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.set("content", call.content());
        if (call.structuredContent() != null) {
            result.set("structuredContent", call.structuredContent());
        }
        return result.put("isError", call.isError());
    }

    private static Uni<ObjectNode> outcome(Problem problem, String name) {
        ProblemCode code = problem.code();
        if (code == ProblemCode.TOOL_NOT_FOUND) {
            return Uni.createFrom().failure(Refusal.of(Refusal.INVALID_PARAMS, "Unknown tool: " + name));
        }
        if (code == ProblemCode.RATE_LIMITED || code.status() >= SERVER_ERRORS) {
            // Beyond what JSON-RPC and MCP reserve, a code is whatever one likes.
            return Uni.createFrom()
                    .failure(Refusal.of(code.status(), code.status(), problem.getMessage())
                            .retryAfter(problem.retryAfter()));
        }
        return Uni.createFrom().item(failed(problem.getMessage()));
    }

    private static ObjectNode failed(String sentence) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.putArray("content").addObject().put("type", "text").put("text", sentence);
        return result.put("isError", true);
    }
}
