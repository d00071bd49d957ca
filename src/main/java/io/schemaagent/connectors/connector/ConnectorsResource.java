package io.schemaagent.connectors.connector;

import io.quarkus.security.Authenticated;
import io.schemaagent.connectors.CurrentUser;
import io.schemaagent.connectors.events.EventStream;
import io.schemaagent.connectors.problem.OptionalBody;
import io.schemaagent.connectors.problem.QueryFlag;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** The calls around a user's own servers. */
@Path("/api/connectors")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Connectors", description = "A user's own remote MCP servers")
class ConnectorsResource {

    private final Connectors connectors;
    private final LiveChecks liveChecks;
    private final CurrentUser user;
    private final OptionalBody optionalBody;

    ConnectorsResource(Connectors connectors, LiveChecks liveChecks, CurrentUser user, OptionalBody optionalBody) {
        this.liveChecks = liveChecks;
        this.optionalBody = optionalBody;
        this.connectors = connectors;
        this.user = user;
    }

    @GET
    @Operation(operationId = "listConnectors", summary = "All connectors of the caller, newest first")
    public Uni<List<ConnectorView>> list(
            @Parameter(
                            description = "Only those that are switched on, or off",
                            schema = @Schema(type = SchemaType.BOOLEAN))
                    @RestQuery
                    String active) {
        return connectors.list(user.owner(), QueryFlag.parse("active", active));
    }

    @POST
    @Operation(
            operationId = "createConnector",
            summary = "Save a server",
            description = "The server is tested first; nothing is stored unless that succeeds.")
    @APIResponseSchema(
            value = ConnectorView.class,
            responseCode = "201",
            responseDescription = "Saved; Location is its address")
    public Uni<RestResponse<ConnectorView>> create(@NotNull @Valid ConnectorRequest request) {
        return connectors.create(user.owner(), request).map(ConnectorsResource::created);
    }

    private static RestResponse<ConnectorView> created(ConnectorView connector) {
        return RestResponse.ResponseBuilder.<ConnectorView>created(URI.create("/api/connectors/" + connector.id()))
                .entity(connector)
                .build();
    }

    @POST
    @Path("/test")
    @Operation(
            operationId = "testServer",
            summary = "Try a server without saving it",
            description =
                    "Answers 200 for every valid body; success says whether the server can be used. Who also accepts"
                            + " text/event-stream hears of each phase that went well: events named phase, and at last result.")
    @APIResponseSchema(value = CheckView.class, responseCode = "200")
    public Uni<RestResponse<CheckView>> test(
            @Parameter(hidden = true) @RestHeader(HttpHeaders.ACCEPT) List<String> accepted,
            @Context HttpServerRequest http,
            @NotNull @Valid CheckRequest request) {
        return EventStream.isAmong(accepted)
                ? liveChecks.test(user.owner(), request, new EventStream(http.response()))
                : connectors
                        .test(user.owner(), request, phase -> {})
                        .map(CheckView::from)
                        .map(RestResponse::ok);
    }

    @GET
    @Path("/predefined")
    @Operation(operationId = "listPredefinedConnectors", summary = "The servers that the operator offers")
    public Uni<List<PredefinedView>> predefined() {
        return connectors.listPredefined(user.owner());
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getConnector", summary = "One connector")
    public Uni<ConnectorView> get(@RestPath long id) {
        return connectors.get(user.owner(), id);
    }

    @PUT
    @Path("/{id}")
    @Operation(
            operationId = "updateConnector",
            summary = "Change a connector in part",
            description = "A new server_url, auth_type or auth_config is tested before it replaces anything.")
    public Uni<ConnectorView> update(@RestPath long id, @NotNull @Valid ConnectorPatch patch) {
        return connectors.update(user.owner(), id, patch);
    }

    @DELETE
    @Path("/{id}")
    @ResponseStatus(204)
    @Operation(operationId = "deleteConnector", summary = "Remove a connector with everything that is stored for it")
    public Uni<Void> delete(@RestPath long id) {
        return connectors.delete(user.owner(), id);
    }

    @POST
    @Path("/{id}/toggle")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "toggleConnector",
            summary = "Switch a connector on or off; without a body to the other state")
    public Uni<ConnectorView> toggle(
            @RestPath long id,
            @RequestBody(
                            required = false,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = ToggleRequest.class)))
                    String body) {
        return connectors.toggle(
                user.owner(), id, optionalBody.parse(body, ToggleRequest.class).flatMap(ToggleRequest::isActive));
    }

    @POST
    @Path("/{id}/verify")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "verifyConnector",
            summary = "Contact the server now and keep what it offers",
            description = "After a failure the last good tools stay.")
    public Uni<VerificationView> verify(@RestPath long id) {
        return connectors.verify(user.owner(), id);
    }

    @POST
    @Path("/{id}/refresh")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "refreshConnector", summary = "Like verify, answering the connector or an error")
    public Uni<ConnectorView> refresh(@RestPath long id) {
        return connectors.refresh(user.owner(), id);
    }

    @GET
    @Path("/{id}/health")
    @Operation(operationId = "checkConnectorHealth", summary = "Contact the server now and store nothing")
    public Uni<HealthView> health(@RestPath long id) {
        return connectors.health(user.owner(), id);
    }
}
