package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.mcp.catalogue.Catalogue;
import io.schemaagent.connectors.mcp.catalogue.CatalogueBounds;
import io.schemaagent.connectors.mcp.catalogue.CatalogueBuilder;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import io.schemaagent.connectors.mcp.wire.JsonRpc;
import io.smallrye.mutiny.Uni;

/** Reads all pages of a server's tools within one conversation. */
final class ToolList {

    private final Conversation conversation;
    private final CatalogueBuilder catalogue;

    private ToolList(Conversation conversation, CatalogueBounds bounds) {
        this.conversation = conversation;
        this.catalogue = new CatalogueBuilder(bounds, conversation.dialect().isModern());
    }

    static Uni<Catalogue> read(Conversation conversation, CatalogueBounds bounds) {
        return new ToolList(conversation, bounds).read();
    }

    private Uni<Catalogue> read() {
        return readPage(McpRequest.listTools())
                .onFailure(ToolList::hasNoTools)
                .recoverWithNull()
                .map(end -> catalogue.build());
    }

    private Uni<Void> readPage(McpRequest request) {
        return conversation
                .request(request)
                .onFailure(ToolList::isRefusal)
                .transform(refused -> ((McpException) refused).as(FailureReason.CATALOG_FAILED))
                .invoke(this::add)
                .chain(this::readNext);
    }

    private void add(JsonNode page) {
        // Some servers say so before each reply, the first included, which then is as new as can be.
        boolean changed = catalogue.hasPages() && conversation.toolsChanged();
        if (!catalogue.addPage(page)) {
            throw McpException.of(FailureReason.CATALOG_FAILED);
        }
        if (changed) {
            catalogue.changed();
        }
    }

    private Uni<Void> readNext(JsonNode page) {
        return catalogue
                .nextCursor(page)
                .map(cursor -> readPage(McpRequest.listTools(cursor)))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** A server that knows no such method has no tools, which is allowed. */
    private static boolean hasNoTools(Throwable failure) {
        return failure instanceof McpException mcp
                && mcp.rpcCode() == JsonRpc.METHOD_NOT_FOUND
                && mcp.reason() == FailureReason.CATALOG_FAILED;
    }

    /** What would make another transport worth a try, had the conversation not been opened already, is a refusal now. */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof McpException mcp && EraFailures.isInconclusive(mcp);
    }
}
