package io.schemaagent.connectors.connector;

import io.schemaagent.connectors.audit.AuditAction;
import io.schemaagent.connectors.audit.AuditEvent;
import io.schemaagent.connectors.audit.AuditTarget;
import io.schemaagent.connectors.audit.AuditTrail;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.mcp.diagnostics.Diagnostics;
import io.schemaagent.connectors.upstream.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Takes down what is done with connectors: changes within their transaction, all else without anybody waiting for it. */
@ApplicationScoped
class ConnectorTrail {

    private static final int MOST_NAMES = 50;

    private final AuditTrail trail;

    ConnectorTrail(AuditTrail trail) {
        this.trail = trail;
    }

    // --- within the transaction of the change ---

    Uni<Void> created(Connector connector, Verdict verdict) {
        return trail.write(event(AuditAction.CONNECTOR_CREATED, connector).took(durationMs(verdict)));
    }

    Uni<Void> updated(Connector connector, ConnectorPatch patch) {
        return trail.write(event(AuditAction.CONNECTOR_UPDATED, connector).changing(patch.fields()));
    }

    Uni<Void> toggled(Connector connector) {
        return trail.write(event(AuditAction.CONNECTOR_TOGGLED, connector).leaving(connector.active));
    }

    Uni<Void> authorized(Connector connector, Verdict verdict) {
        return trail.write(checked(AuditAction.CONNECTOR_AUTHORIZED, connector, verdict));
    }

    Uni<Void> disconnected(Connector connector) {
        return trail.write(event(AuditAction.CONNECTOR_DISCONNECTED, connector));
    }

    Uni<Void> deleted(Connector connector) {
        return trail.write(event(AuditAction.CONNECTOR_DELETED, connector));
    }

    Uni<Void> toolToggled(Connector connector, String tool, boolean on) {
        return trail.write(
                event(AuditAction.TOOL_TOGGLED, connector).about(tool).leaving(on));
    }

    Uni<Void> toolsApproved(Connector connector, ApprovalRequest request) {
        AuditEvent approved = event(AuditAction.TOOL_APPROVED, connector);
        return trail.write(request.meansAll() ? approved : approved.changing(named(request)));
    }

    private static List<String> named(ApprovalRequest request) {
        return request.mentioned().stream().limit(MOST_NAMES).toList();
    }

    // --- where nothing was changed ---

    /** A server that is not saved was tried. */
    void tested(String owner, String url, Verdict verdict) {
        String origin = UpstreamUrl.parse(url).map(UpstreamUrl::origin).orElse(null);
        trail.record(AuditEvent.of(owner, AuditAction.CONNECTOR_TESTED, AuditTarget.server(origin))
                .ended(verdict.errorCode())
                .took(durationMs(verdict)));
    }

    /** The server of a connector was contacted because its owner wanted that. */
    void contacted(AuditAction action, Connector seen, Verdict verdict) {
        trail.record(checked(action, seen, verdict));
    }

    /** The server of a connector was contacted and nobody had asked for it: only news are worth an event. */
    void noticed(Connector seen, Verdict verdict) {
        if (seen.verified != verdict.success()) {
            trail.record(checked(
                    verdict.success() ? AuditAction.CONNECTOR_RECOVERED : AuditAction.CONNECTOR_FAILING,
                    seen,
                    verdict));
        }
    }

    void notCreated(String owner, String name, Throwable failure) {
        trail.refused(
                AuditEvent.of(owner, AuditAction.CONNECTOR_CREATED, AuditTarget.connectorNotSaved(name)), failure);
    }

    void notUpdated(Connector seen, ConnectorPatch patch, Throwable failure) {
        trail.refused(event(AuditAction.CONNECTOR_UPDATED, seen).changing(patch.fields()), failure);
    }

    void notAuthorized(Connector seen, Throwable failure) {
        trail.refused(event(AuditAction.CONNECTOR_AUTHORIZED, seen), failure);
    }

    private static AuditEvent checked(AuditAction action, Connector connector, Verdict verdict) {
        return event(action, connector).ended(verdict.errorCode()).took(durationMs(verdict));
    }

    private static AuditEvent event(AuditAction action, Connector connector) {
        return AuditEvent.of(connector.owner, action, AuditTarget.connector(connector.id, connector.name));
    }

    private static long durationMs(Verdict verdict) {
        return verdict.diagnostics().phases().stream()
                .mapToLong(Diagnostics.PhaseResult::durationMs)
                .sum();
    }
}
