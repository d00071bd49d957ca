package io.schemaagent.connectors.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The tools of the connectors that a user has saved. */
@ApplicationScoped
class StoredTools implements AgentTools {

    private final AgentCatalogues catalogues;
    private final AgentCalls calls;

    StoredTools(AgentCatalogues catalogues, AgentCalls calls) {
        this.catalogues = catalogues;
        this.calls = calls;
    }

    @Override
    public Uni<List<Listed>> list(String owner) {
        return catalogues.of(owner).map(StoredTools::listed);
    }

    private static List<Listed> listed(AgentCatalogue catalogue) {
        return catalogue.shelves().stream()
                .flatMap(shelved -> shelved.shelf().offers(ToolFormat.MCP).stream())
                .map(offer -> new Listed(offer.tool().name(), offer.json()))
                .toList();
    }

    @Override
    public Uni<CallView> call(String owner, String name, ObjectNode arguments, Optional<ProgressListener> listener) {
        return calls.call(owner, name, arguments, listener);
    }
}
