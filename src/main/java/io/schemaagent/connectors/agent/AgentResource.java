package io.schemaagent.connectors.agent;

import io.quarkus.security.Authenticated;
import io.schemaagent.connectors.CurrentUser;
import io.schemaagent.connectors.problem.OptionalBody;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** The calls of a user's agent. */
@Path("/api/agent/tools")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Agent", description = "All tools of a user in one place")
class AgentResource {

    /** It depends on the user, and may be kept by nobody who does not ask again. */
    private static final String CACHE_CONTROL = "private, no-cache";

    private final AgentCatalogues catalogues;
    private final AgentCalls calls;
    private final CurrentUser user;
    private final OptionalBody optionalBody;

    AgentResource(AgentCatalogues catalogues, AgentCalls calls, CurrentUser user, OptionalBody optionalBody) {
        this.catalogues = catalogues;
        this.calls = calls;
        this.user = user;
        this.optionalBody = optionalBody;
    }

    @GET
    @Operation(
            operationId = "listAgentTools",
            summary = "All tools that the caller's agent may call",
            description = "Never waits for a server. Send the ETag as If-None-Match to be spared what has not changed.")
    @APIResponseSchema(value = CatalogueView.class, responseCode = "200")
    public Uni<RestResponse<CatalogueView>> list(
            @Parameter(
                            description = "How the tools are described",
                            schema =
                                    @Schema(
                                            enumeration = {"mcp", "openai", "anthropic"},
                                            defaultValue = "mcp"))
                    @RestQuery
                    String format,
            @Parameter(
                            description = "Only these: names of tools, connectors or system tools, with commas between",
                            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
                    @RestQuery
                    List<String> selected,
            @Parameter(hidden = true) @RestHeader(HttpHeaders.IF_NONE_MATCH) String known) {
        ToolFormat wanted = ToolFormat.parse(format);
        Selection selection = Selection.parse(selected);
        return known == null
                ? all(wanted, selection)
                : catalogues
                        .sources(user.owner())
                        .map(sources -> CatalogueTag.of(sources, wanted, selection))
                        .chain(tag -> tag.isAmong(known) ? unchanged(tag) : all(wanted, selection));
    }

    private Uni<RestResponse<CatalogueView>> all(ToolFormat format, Selection selection) {
        return catalogues
                .of(user.owner())
                .map(catalogue -> answer(
                        ResponseBuilder.ok(CatalogueView.of(catalogue, format, selection)),
                        CatalogueTag.of(catalogue.sources(), format, selection)));
    }

    private static Uni<RestResponse<CatalogueView>> unchanged(CatalogueTag tag) {
        return Uni.createFrom().item(() -> answer(ResponseBuilder.create(Status.NOT_MODIFIED), tag));
    }

    private static RestResponse<CatalogueView> answer(ResponseBuilder<CatalogueView> response, CatalogueTag tag) {
        return response.header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL)
                .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION)
                .build();
    }

    @POST
    @Path("/{name}/call")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "callAgentTool",
            summary = "Call a tool",
            description = "Answers 200 whatever the tool's server does; is_error says that it failed.")
    public Uni<CallView> call(
            @RestPath String name,
            @RequestBody(
                            required = false,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = CallRequest.class)))
                    String body) {
        CallRequest request = optionalBody.parse(body, CallRequest.class).orElse(CallRequest.EMPTY);
        return calls.call(user.owner(), name, request.arguments(), Optional.empty());
    }
}
