package io.schemaagent.connectors.agent.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tells MCP clients where to get a token (RFC 9728), at both addresses where they look. */
@Path(ProtectedResource.METADATA)
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Agent", description = "All tools of a user in one place")
class ProtectedResourceMetadataResource {

    private static final String MISSING = "Who issues tokens for this service is not said here: its operator has to set"
            + " CONNECTORS_PUBLIC_URL, and JWT_ISSUER to the URL of an authorization server.";

    private final ProtectedResource resource;

    ProtectedResourceMetadataResource(ProtectedResource resource) {
        this.resource = resource;
    }

    @GET
    @Operation(
            operationId = "getProtectedResourceMetadata",
            summary = "Who issues tokens for this service",
            description = "MCP clients read it to sign a user in. 404 where the operator has not set it up.")
    @APIResponse(
            responseCode = "200",
            description = "The metadata",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ProtectedResource")))
    public Uni<ObjectNode> get() {
        return Uni.createFrom().item(this::document);
    }

    @GET
    @Path(McpResource.PATH)
    @Operation(hidden = true)
    public Uni<ObjectNode> getForMcp() {
        return get();
    }

    private ObjectNode document() {
        return resource.document().orElseThrow(() -> Problem.of(ProblemCode.NOT_FOUND, MISSING));
    }
}
