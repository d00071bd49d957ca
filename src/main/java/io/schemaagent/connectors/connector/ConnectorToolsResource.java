package io.schemaagent.connectors.connector;

import io.quarkus.security.Authenticated;
import io.schemaagent.connectors.CurrentUser;
import io.schemaagent.connectors.problem.OptionalBody;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The calls around the tools of a user's own servers. */
@Path("/api/connectors/{id}/tools")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Connectors")
class ConnectorToolsResource {

    private final ConnectorTools tools;
    private final CurrentUser user;
    private final OptionalBody optionalBody;

    ConnectorToolsResource(ConnectorTools tools, CurrentUser user, OptionalBody optionalBody) {
        this.tools = tools;
        this.user = user;
        this.optionalBody = optionalBody;
    }

    @GET
    @Operation(
            operationId = "listConnectorTools",
            summary = "The tools of a connector with what was agreed to, and what has changed since")
    public Uni<List<TrustedToolView>> list(@RestPath long id) {
        return tools.list(user.owner(), id);
    }

    @PUT
    @Path("/{name:.+}")
    @Operation(
            operationId = "updateConnectorTool",
            summary = "Switch one tool on or off",
            description = "This lasts, also while the server does not list the tool.")
    public Uni<TrustedToolView> update(
            @RestPath long id,
            @Parameter(description = "How the server knows the tool; a slash may stand as it is or as %2F") @RestPath
                    String name,
            @NotNull @Valid ToolPatch patch) {
        return tools.enable(user.owner(), id, name, patch);
    }

    @POST
    @Path("/approve")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "approveConnectorTools",
            summary = "Agree to tools as they are now",
            description = "Agrees to all of them, or to those that the body names; to none where one is not there.")
    public Uni<List<TrustedToolView>> approve(
            @RestPath long id,
            @RequestBody(
                            required = false,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = ApprovalRequest.class)))
                    String body) {
        return tools.approve(
                user.owner(),
                id,
                optionalBody.parse(body, ApprovalRequest.class).orElse(ApprovalRequest.ALL));
    }
}
