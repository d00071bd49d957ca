package io.schemaagent.connectors.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.oauth.server.AuthenticationMethod;
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
import org.jboss.resteasy.reactive.RestResponse;

/** What authorization servers read of us (OAuth Client ID Metadata Document). */
@Path("/oauth/client-metadata.json")
@Tag(name = "OAuth", description = "Letting this service into servers by signing in to them")
class ClientMetadataResource {

    private static final String CACHE = "public, max-age=3600";

    private final ClientIdentity identity;

    ClientMetadataResource(ClientIdentity identity) {
        this.identity = identity;
    }

    @GET
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getClientMetadata",
            summary = "This service as an OAuth client",
            description = "Authorization servers that take an address for a client id read it here.")
    @APIResponse(
            responseCode = "200",
            description = "The client",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ClientMetadata")))
    public Uni<RestResponse<ObjectNode>> get() {
        return Uni.createFrom().item(this::document).map(document -> RestResponse.ResponseBuilder.ok(document)
                .header("Cache-Control", CACHE)
                .build());
    }

    private ObjectNode document() {
        ObjectNode document = identity.document().withMethod(AuthenticationMethod.NONE);
        return document.put("client_id", identity.clientId().toString());
    }
}
