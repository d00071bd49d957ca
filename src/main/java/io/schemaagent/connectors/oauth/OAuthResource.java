package io.schemaagent.connectors.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarkus.security.Authenticated;
import io.schemaagent.connectors.CurrentUser;
import io.schemaagent.connectors.oauth.Authorizations.Begun;
import io.schemaagent.connectors.oauth.Completion.Response;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** The calls around signing in. */
@Path("/api/oauth")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "OAuth", description = "Letting this service into servers by signing in to them")
class OAuthResource {

    private final Authorizations authorizations;
    private final Arrival arrival;
    private final CurrentUser user;

    OAuthResource(Authorizations authorizations, Arrival arrival, CurrentUser user) {
        this.authorizations = authorizations;
        this.arrival = arrival;
        this.user = user;
    }

    @POST
    @Path("/initiate")
    @Operation(
            operationId = "initiateAuthorization",
            summary = "Begin to sign in",
            description =
                    "Answers where to send the user. A connector that is not saved yet is stored only once the user has"
                            + " signed in and the server was tested. Where connectors.oauth.bind-browser is set, the answer"
                            + " has a cookie that the browser has to keep.")
    public Uni<Begun> initiate(@NotNull InitiateRequest request) {
        JsonNode draft = request.connector() == null ? MissingNode.getInstance() : request.connector();
        return authorizations.begin(user.owner(), request.id(), draft, request.page());
    }

    @GET
    @Path("/config/{id}")
    @PermitAll
    @Operation(operationId = "getAuthorizationReadiness", summary = "Whether something can be connected by signing in")
    public Uni<Readiness> readiness(@RestPath String id) {
        return authorizations.readiness(id);
    }

    @GET
    @Path("/callback/{id}")
    @PermitAll
    @Operation(
            operationId = "finishAuthorization",
            summary = "Where authorization servers send users back to",
            description =
                    "Redirects to the page that the authorization began with, with status=success and connector_id, or"
                            + " with error. Where the authorization began with a cookie, the browser has to have it.")
    @APIResponse(responseCode = "302", description = "Location is the UI's page")
    public Uni<RestResponse<Void>> callback(
            @RestPath String id,
            @Parameter(description = "What becomes tokens; missing where there is an error") @RestQuery String code,
            @Parameter(description = "What the authorization began with") @RestQuery String state,
            @Parameter(description = "Whose response it is (RFC 9207)") @RestQuery String iss,
            @Parameter(description = "Why there is no code (RFC 6749)") @RestQuery String error) {
        return arrival.ofBrowser(id, state, new Response(code, iss, error)).map(OAuthResource::redirect);
    }

    /** The address of this very page has a code in it, which is nobody else's business. */
    private static RestResponse<Void> redirect(URI page) {
        return RestResponse.ResponseBuilder.<Void>create(RestResponse.Status.FOUND)
                .location(page)
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    @POST
    @Path("/exchange")
    @Operation(
            operationId = "exchangeCode",
            summary = "Finish to sign in on a page of the UI's own",
            description =
                    "Takes what the authorization server has handed to that page. Only who began it can finish it.")
    public Uni<Connected> exchange(@NotNull ExchangeRequest request) {
        return arrival.ofOwner(user.owner(), request.state(), request.response());
    }

    @GET
    @Path("/status/{id}")
    @Operation(operationId = "getConnectionStatus", summary = "Whether the caller has signed in")
    public Uni<ConnectionStatus> status(@RestPath String id) {
        return authorizations.status(user.owner(), id);
    }

    @DELETE
    @Path("/disconnect/{id}")
    @Operation(
            operationId = "disconnect",
            summary = "Withdraw what was granted, and forget it",
            description =
                    "The authorization server is told where it wants to be; what is stored is erased in any case.")
    public Uni<ActionView> disconnect(@RestPath String id) {
        return authorizations.disconnect(user.owner(), id).map(ActionView::disconnected);
    }
}
