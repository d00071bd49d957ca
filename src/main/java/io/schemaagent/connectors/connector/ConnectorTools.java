package io.schemaagent.connectors.connector;

import io.schemaagent.connectors.mcp.catalogue.StorableText;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import io.schemaagent.connectors.trust.KnownTool;
import io.schemaagent.connectors.trust.KnownTools;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.MDC;

/** What owners say to their connectors' tools. No server is contacted for it. */
@ApplicationScoped
class ConnectorTools {

    private static final int MOST_NAMES_SHOWN = 5;
    private static final int LONGEST_NAME_SHOWN = 100;

    private final ConnectorStore store;
    private final ConnectorTrail trail;

    ConnectorTools(ConnectorStore store, ConnectorTrail trail) {
        this.store = store;
        this.trail = trail;
    }

    Uni<List<TrustedToolView>> list(String owner, long id) {
        MDC.put("connector_id", id);
        return store.findTools(owner, id).map(ConnectorTools::views);
    }

    /** Switches one tool on or off; that lasts, whatever the server lists meanwhile. */
    Uni<TrustedToolView> enable(String owner, long id, String name, ToolPatch patch) {
        Connectors.reject(patch.violations());
        MDC.put("connector_id", id);
        return store.changeTools(
                        owner,
                        id,
                        tools -> enable(tools, name, patch.enabled()),
                        connector -> trail.toolToggled(connector, name, patch.enabled()))
                .map(tools -> tools.find(name).orElseThrow())
                .map(TrustedToolView::from);
    }

    private static KnownTools enable(KnownTools tools, String name, boolean on) {
        rejectUnknown(tools, Set.of(name));
        return tools.enable(name, on);
    }

    /** Agrees to tools as they are now: to all that are meant, or to none. */
    Uni<List<TrustedToolView>> approve(String owner, long id, ApprovalRequest request) {
        Connectors.reject(request.violations());
        MDC.put("connector_id", id);
        return store.changeTools(
                        owner,
                        id,
                        tools -> approve(tools, request),
                        connector -> trail.toolsApproved(connector, request))
                .map(ConnectorTools::views);
    }

    private static KnownTools approve(KnownTools tools, ApprovalRequest request) {
        rejectUnknown(tools, request.mentioned());
        rejectChanged(tools, request.seen());
        return tools.approve(tool -> request.isFor(tool.name()));
    }

    private static void rejectUnknown(KnownTools tools, Collection<String> names) {
        Set<String> known = tools.listed().stream().map(KnownTool::name).collect(Collectors.toSet());
        List<String> unknown =
                names.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw Problem.of(ProblemCode.TOOL_NOT_FOUND, "The server lists no such tool: " + shown(unknown) + ".");
        }
    }

    private static void rejectChanged(KnownTools tools, Map<String, String> seen) {
        List<String> changed = tools.listed().stream()
                .filter(tool ->
                        !seen.getOrDefault(tool.name(), tool.fingerprint()).equalsIgnoreCase(tool.fingerprint()))
                .map(KnownTool::name)
                .toList();
        if (!changed.isEmpty()) {
            throw Problem.of(
                    ProblemCode.CONCURRENT_CHANGE,
                    "Not as it was looked at any more: " + shown(changed) + ". Load the tools and look at them again.");
        }
    }

    private static String shown(List<String> names) {
        return names.stream()
                        .limit(MOST_NAMES_SHOWN)
                        .map(name -> StorableText.shortened(name, LONGEST_NAME_SHOWN))
                        .collect(Collectors.joining(", "))
                + (names.size() > MOST_NAMES_SHOWN ? ", …" : "");
    }

    private static List<TrustedToolView> views(KnownTools tools) {
        return tools.listed().stream().map(TrustedToolView::from).toList();
    }
}
