package io.schemaagent.connectors.audit;

import io.quarkus.security.Authenticated;
import io.schemaagent.connectors.CurrentUser;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** The call for a user's own trail. */
@Path("/api/audit")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit", description = "What was done by the caller, and for the caller")
class AuditResource {

    private final AuditQueries queries;
    private final CurrentUser user;

    AuditResource(AuditQueries queries, CurrentUser user) {
        this.queries = queries;
        this.user = user;
    }

    @GET
    @Operation(
            operationId = "listAuditEvents",
            summary = "The caller's own events, newest first",
            description =
                    "Never contents: no arguments, no results, no credentials, no addresses beyond a server's origin."
                            + " What changed nothing, such as a test, is there about a second later.")
    public Uni<AuditPage> list(
            @Parameter(
                            description = "How many events at most",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "200",
                                            defaultValue = "50"))
                    @RestQuery
                    String limit,
            @Parameter(description = "next of the page before") @RestQuery String before,
            @Parameter(description = "Only this action", schema = @Schema(implementation = AuditAction.class))
                    @RestQuery
                    String action,
            @Parameter(
                            description = "Only what is about this connector, which may be gone by now",
                            schema = @Schema(type = SchemaType.INTEGER, format = "int64"))
                    @RestQuery("connector_id")
                    String connectorId) {
        return queries.page(user.owner(), AuditQuery.parse(limit, before, action, connectorId));
    }
}
