package io.schemaagent.connectors.agent.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.Authenticated;
import io.schemaagent.connectors.CurrentUser;
import io.schemaagent.connectors.agent.AgentTools;
import io.schemaagent.connectors.events.EventStream;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * The MCP endpoint (basic/transports, "Streamable HTTP"). It takes messages and nothing else: there is no stream to
 * {@code GET} and no session to {@code DELETE}. Who closes the connection cancels the request. Who wants to hear how far a
 * call is gets an answer in events, from the first that there is to tell on; until then, and for all others, it is JSON.
 */
@Path(McpResource.PATH)
@Authenticated
@Tag(name = "Agent", description = "All tools of a user in one place")
class McpResource {

    static final String PATH = "/mcp";

    private final Endpoint endpoint;
    private final Gate gate;
    private final CurrentUser user;

    McpResource(
            ObjectMapper json,
            AgentTools tools,
            EndpointConfig config,
            Gate gate,
            CurrentUser user,
            @ConfigProperty(name = "quarkus.application.name") String name,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        KeepAlive keepAlive =
                new KeepAlive(Uni.createFrom().voidItem().onItem().delayIt().by(config.keepAlive()));
        this.endpoint = new Endpoint(json, tools, config, new ServerIdentity(name, version), keepAlive);
        this.gate = gate;
        this.user = user;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "callMcp",
            summary = "The same tools for MCP clients",
            description =
                    "Streamable HTTP, MCP 2025-03-26 to 2026-07-28, without sessions: one JSON-RPC message a request."
                            + " What is wrong with a message is said in JSON-RPC, with 200, 400 or 404; notifications get 202."
                            + " A call with a progressToken of a client that accepts text/event-stream may be answered in"
                            + " events, of which the last is the response.")
    @APIResponse(
            responseCode = "200",
            description = "A JSON-RPC response",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "JsonRpcResponse")),
                @Content(mediaType = EventStream.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    public Uni<RestResponse<JsonNode>> post(
            @Parameter(description = "Needed since 2025-06-18, but for initialize") @RestHeader("MCP-Protocol-Version")
                    String version,
            @Parameter(description = "Needed since 2026-07-28: the method again") @RestHeader("Mcp-Method")
                    String method,
            @Parameter(description = "Needed since 2026-07-28: the tool's name again") @RestHeader("Mcp-Name")
                    String name,
            @Parameter(hidden = true) @RestHeader("Origin") String origin,
            @Parameter(hidden = true) @RestHeader("Accept") List<String> accepted,
            @Context HttpServerRequest request,
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(ref = "JsonRpcRequest")))
                    String body) {
        gate.check(hostOf(request), origin);
        McpEvents events = new McpEvents(new EventStream(request.response()));
        return endpoint.answer(
                        user.owner(),
                        new Post(version, method, name, body),
                        Optional.<Interim>of(events).filter(told -> EventStream.isAmong(accepted)))
                .map(reply -> response(reply, events));
    }

    /** There is no stream of its own accord (basic/transports, "Listening for Messages from the Server"). */
    @GET
    @Operation(hidden = true)
    public Uni<Void> listen() {
        throw new NotAllowedException(HttpMethod.POST);
    }

    /** There is no session to end (basic/transports, "Session Management"). */
    @DELETE
    @Operation(hidden = true)
    public Uni<Void> end() {
        throw new NotAllowedException(HttpMethod.POST);
    }

    private static String hostOf(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        return authority == null ? null : authority.host();
    }

    private static RestResponse<JsonNode> response(Reply reply, McpEvents events) {
        if (events.finish(reply.body())) {
            return RestResponse.ok();
        }
        ResponseBuilder<JsonNode> response =
                ResponseBuilder.<JsonNode>create(reply.status()).entity(reply.body());
        reply.retryAfter().ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        return response.build();
    }
}
