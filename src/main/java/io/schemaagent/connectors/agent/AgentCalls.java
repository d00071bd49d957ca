package io.schemaagent.connectors.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.agent.AgentCatalogue.Found;
import io.schemaagent.connectors.connector.ConnectorCalls;
import io.schemaagent.connectors.mcp.CallOutcome;
import io.schemaagent.connectors.mcp.ClientFeatures;
import io.schemaagent.connectors.mcp.ToolCall;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import io.schemaagent.connectors.problem.Violation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** Calls tools for users' agents: only those that their owners have agreed to, only with arguments that they take. */
@ApplicationScoped
class AgentCalls {

    private final AgentCatalogues catalogues;
    private final ConnectorCalls calls;
    private final SecondAttempt secondAttempt;

    AgentCalls(AgentCatalogues catalogues, ConnectorCalls calls, SecondAttempt secondAttempt) {
        this.catalogues = catalogues;
        this.calls = calls;
        this.secondAttempt = secondAttempt;
    }

    /**
     * Calls the tool of this name. Fails with {@code TOOL_NOT_FOUND}, {@code TOOL_NOT_AVAILABLE} where its owner has not
     * agreed to it, {@code VALIDATION_FAILED} for its arguments; whatever its server does is an answer.
     *
     * @param arguments null for none
     */
    Uni<CallView> call(String owner, String name, ObjectNode arguments) {
        long started = System.nanoTime();
        ObjectNode given = arguments == null ? JsonNodeFactory.instance.objectNode() : arguments;
        return catalogues
                .of(owner)
                .map(catalogue -> catalogue.find(name).orElseThrow(AgentCalls::notFound))
                .invoke(AgentCalls::rejectWithheld)
                .invoke(found -> rejectBadArguments(found, given))
                .chain(found -> call(owner, found, given))
                .map(outcome -> CallView.of(outcome, Duration.ofNanos(System.nanoTime() - started)));
    }

    private static Problem notFound() {
        return Problem.of(ProblemCode.TOOL_NOT_FOUND, "There is no such tool. List the tools again.");
    }

    private static void rejectWithheld(Found found) {
        if (!found.tool().isApproved()) {
            throw Problem.of(ProblemCode.TOOL_NOT_AVAILABLE, found.tool().objection());
        }
    }

    private static void rejectBadArguments(Found found, ObjectNode arguments) {
        List<Violation> violations = found.shelf().check(found.tool(), arguments);
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
    }

    private Uni<CallOutcome> call(String owner, Found found, ObjectNode arguments) {
        ToolCall call = new ToolCall(found.tool().original(), found.tool().inputSchema(), arguments);
        return secondAttempt.where(
                found.tool().isRepeatable(),
                () -> calls.call(owner, found.source().id(), call, ClientFeatures.NONE));
    }
}
