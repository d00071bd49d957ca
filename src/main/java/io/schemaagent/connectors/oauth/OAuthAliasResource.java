package io.schemaagent.connectors.oauth;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarkus.security.Authenticated;
import io.schemaagent.connectors.CurrentUser;
import io.schemaagent.connectors.oauth.Authorizations.Begun;
import io.schemaagent.connectors.oauth.Completion.Response;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The same flows under the names that UIs of the Python service call. */
@Path("/api/{alias: notion-mcp|gdrive|gmail}")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Tag(name = "OAuth by alias", description = "What the UI of the service before this one calls")
class OAuthAliasResource {

    private static final Map<String, String> IDS =
            Map.of("notion-mcp", "notion", "gdrive", "google_drive", "gmail", "gmail");

    private final Authorizations authorizations;
    private final Arrival arrival;
    private final RedirectPages pages;
    private final CurrentUser user;

    OAuthAliasResource(Authorizations authorizations, Arrival arrival, RedirectPages pages, CurrentUser user) {
        this.authorizations = authorizations;
        this.arrival = arrival;
        this.pages = pages;
        this.user = user;
    }

    @POST
    @Path("/connect")
    @Operation(operationId = "connectAlias", summary = "Begin to sign in")
    public Uni<Begun> connect(@RestPath String alias) {
        return authorizations.begin(user.owner(), IDS.get(alias), MissingNode.getInstance(), pages.ownPage());
    }

    @POST
    @Path("/callback")
    @Operation(operationId = "finishAlias", summary = "Finish to sign in on a page of the UI's own")
    public Uni<Connected> callback(
            @RestPath String alias,
            @RestQuery String code,
            @RestQuery String state,
            @RestQuery String iss,
            @RestQuery String error) {
        return arrival.ofOwner(user.owner(), state, new Response(code, iss, error));
    }

    @GET
    @Path("/status")
    @Operation(operationId = "getAliasStatus", summary = "Whether the caller has signed in")
    public Uni<ConnectionStatus> status(@RestPath String alias) {
        return authorizations.status(user.owner(), IDS.get(alias));
    }

    @DELETE
    @Path("/disconnect")
    @Operation(operationId = "disconnectAlias", summary = "Withdraw what was granted, and forget it")
    public Uni<ActionView> disconnect(@RestPath String alias) {
        return authorizations.disconnect(user.owner(), IDS.get(alias)).map(ActionView::disconnected);
    }

    @POST
    @Path("/refresh")
    @Operation(operationId = "refreshAlias", summary = "Renew what was granted")
    public Uni<ActionView> refresh(@RestPath String alias) {
        return authorizations.renew(user.owner(), IDS.get(alias)).map(ActionView::renewed);
    }
}
