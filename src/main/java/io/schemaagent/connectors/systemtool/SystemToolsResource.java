package io.schemaagent.connectors.systemtool;

import io.quarkus.security.Authenticated;
import io.schemaagent.connectors.CurrentUser;
import io.schemaagent.connectors.problem.OptionalBody;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.QueryFlag;
import io.schemaagent.connectors.problem.Violation;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The calls around the operator's tools. */
@Path("/api/tools")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "System tools", description = "The operator's tools with the caller's status")
class SystemToolsResource {

    private final SystemTools tools;
    private final CurrentUser user;
    private final OptionalBody optionalBody;

    SystemToolsResource(SystemTools tools, CurrentUser user, OptionalBody optionalBody) {
        this.optionalBody = optionalBody;
        this.tools = tools;
        this.user = user;
    }

    @GET
    @PermitAll
    @Operation(
            operationId = "listTools",
            summary = "All system tools",
            description = "Without a token the registry, with nothing connected.")
    public Uni<List<SystemToolView>> list(
            @Parameter(
                            description = "true: those that can be connected; false: the others",
                            schema = @Schema(type = SchemaType.BOOLEAN))
                    @RestQuery
                    String enabled,
            @Parameter(schema = @Schema(implementation = Category.class)) @RestQuery String category) {
        Predicate<SystemTool> wanted = isAvailable(enabled).and(isIn(category));
        return user.find().chain(owner -> tools.list(owner, wanted));
    }

    private static Predicate<SystemTool> isAvailable(String enabled) {
        return QueryFlag.parse("enabled", enabled)
                .map(wanted -> (Predicate<SystemTool>) tool -> tool.isAvailable() == wanted)
                .orElse(tool -> true);
    }

    private static Predicate<SystemTool> isIn(String category) {
        if (category == null) {
            return tool -> true;
        }
        Category wanted = Category.find(category)
                .orElseThrow(() -> Problem.invalid(
                        Violation.inQuery("category", "must be one of communication, insights, utilities")));
        return tool -> tool.category() == wanted;
    }

    @GET
    @Path("/{id}")
    @PermitAll
    @Operation(operationId = "getTool", summary = "One system tool")
    public Uni<SystemToolView> get(@RestPath String id) {
        return user.find().chain(owner -> tools.get(owner, id));
    }

    @POST
    @Path("/{id}/connect")
    @Authenticated
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "connectTool",
            summary = "Connect a system tool",
            description = "A tool of auth_type none connects at once; one of auth_type oauth answers where to sign in.")
    public Uni<ConnectionView> connect(
            @RestPath String id,
            @RequestBody(
                            required = false,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = ConnectRequest.class)))
                    String body) {
        return tools.connect(
                user.owner(),
                id,
                optionalBody
                        .parse(body, ConnectRequest.class)
                        .map(ConnectRequest::config)
                        .orElse(null));
    }

    @POST
    @Path("/{id}/disconnect")
    @Authenticated
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "disconnectTool", summary = "Disconnect a system tool and erase what is stored for it")
    public Uni<ConnectionView> disconnect(@RestPath String id) {
        return tools.disconnect(user.owner(), id);
    }
}
