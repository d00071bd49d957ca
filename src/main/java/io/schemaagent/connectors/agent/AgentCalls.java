package io.schemaagent.connectors.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.agent.AgentCatalogue.Found;
import io.schemaagent.connectors.audit.AuditAction;
import io.schemaagent.connectors.audit.AuditEvent;
import io.schemaagent.connectors.audit.AuditTarget;
import io.schemaagent.connectors.audit.AuditTrail;
import io.schemaagent.connectors.limit.CallLimits;
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
import java.util.Optional;

/** Calls tools for users' agents: only those that their owners have agreed to, only with arguments that they take. */
@ApplicationScoped
class AgentCalls {

    private final AgentCatalogues catalogues;
    private final Dispatch dispatch;
    private final CallLimits limits;
    private final SecondAttempt secondAttempt;
    private final AuditTrail trail;

    AgentCalls(
            AgentCatalogues catalogues,
            Dispatch dispatch,
            CallLimits limits,
            SecondAttempt secondAttempt,
            AuditTrail trail) {
        this.catalogues = catalogues;
        this.dispatch = dispatch;
        this.limits = limits;
        this.secondAttempt = secondAttempt;
        this.trail = trail;
    }

    /**
     * Calls the tool of this name. Fails with {@code TOOL_NOT_FOUND}, {@code TOOL_NOT_AVAILABLE} where its owner has not
     * agreed to it, {@code VALIDATION_FAILED} for its arguments, {@code RATE_LIMITED}; whatever its server does is an
     * answer.
     *
     * @param arguments null for none
     * @param listener hears how far the call is; empty where nobody wants to know
     */
    Uni<CallView> call(String owner, String name, ObjectNode arguments, Optional<ProgressListener> listener) {
        long started = System.nanoTime();
        ClientFeatures features = Listening.to(listener);
        ObjectNode given = arguments == null ? JsonNodeFactory.instance.objectNode() : arguments;
        return find(owner, name).chain(found -> call(owner, found, given, features, started));
    }

    private Uni<Found> find(String owner, String name) {
        return Uni.createFrom()
                .optional(AgentName.slugIn(name))
                .onItem()
                .ifNull()
                .failWith(AgentCalls::notFound)
                .chain(slug -> catalogues.of(owner, slug))
                .map(catalogue -> catalogue.find(name).orElseThrow(AgentCalls::notFound));
    }

    private Uni<CallView> call(String owner, Found found, ObjectNode arguments, ClientFeatures features, long started) {
        return Uni.createFrom()
                .item(found)
                .invoke(AgentCalls::rejectWithheld)
                .invoke(permitted -> rejectBadArguments(permitted, arguments))
                .chain(permitted ->
                        limits.run(owner, secondAttempt.longest(), () -> call(owner, permitted, arguments, features)))
                .map(outcome -> CallView.of(outcome, Duration.ofNanos(System.nanoTime() - started)))
                .invoke(view -> trail.record(
                        called(owner, found).took(view.durationMs()).ended(view.failure())))
                .onFailure()
                .invoke(failure -> trail.refused(called(owner, found), failure));
    }

    private static AuditEvent called(String owner, Found found) {
        AuditTarget target = found.source().origin().target(found.source().name());
        return AuditEvent.of(owner, AuditAction.TOOL_CALLED, target)
                .about(found.tool().original());
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

    private Uni<CallOutcome> call(String owner, Found found, ObjectNode arguments, ClientFeatures features) {
        ToolCall call = new ToolCall(found.tool().original(), found.tool().inputSchema(), arguments);
        return secondAttempt.where(
                found.tool().isRepeatable(),
                () -> dispatch.call(owner, found.source().origin(), call, features));
    }
}
