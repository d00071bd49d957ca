package io.schemaagent.connectors.connector;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.schemaagent.connectors.credential.AuthType;
import io.schemaagent.connectors.json.RawJson;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A connector as its owner sees it. Whatever was given as credential is not in it.
 *
 * @param id unique, 1 to 2^63-1
 * @param email the account at the server, null unless known
 * @param inactiveReason why it was switched off by itself: {@code TOOLS_CHANGED}; null where its owner did so, or it is on
 * @param isVerified whether the last check was good
 * @param discoveredTools the tools of the last good check, each with {@code is_enabled} and {@code state}
 * @param lastVerifiedAt when the last good check was
 * @param status {@code ok}, {@code failing}, {@code needs_reauth} or {@code unverified}
 * @param staleSince since when the tools may be out of date, null where they are not
 * @param transport how the server is talked to
 * @param protocolVersion the MCP revision agreed on
 * @param hasCredentials whether a credential is stored
 * @param schemaTokens an estimate of what the tools cost a model, in tokens: the sum of theirs
 */
@Schema(name = "Connector")
record ConnectorView(
        long id,
        String name,
        String email,
        String description,
        String serverUrl,
        AuthType authType,
        @JsonProperty("is_active") boolean isActive,
        String inactiveReason,
        @JsonProperty("is_verified") boolean isVerified,

        @Schema(type = SchemaType.ARRAY, implementation = ToolView.class)
        RawJson discoveredTools,

        int toolCount,
        Instant lastVerifiedAt,
        Instant createdAt,
        Instant updatedAt,
        String status,
        Instant staleSince,
        LastError lastError,
        String transport,
        String protocolVersion,
        boolean hasCredentials,
        int schemaTokens) {

    /** The columns that {@link #from} reads. The tools come as bytes, so that nothing decodes them. */
    static final String COLUMNS = """
            id, name, email, description, server_url, auth_type, is_active, is_verified,
            convert_to(discovered_tools::text, 'UTF8') AS tools, tool_count, last_verified_at, created_at, updated_at, status,
            stale_since, last_error_code, last_error_message, last_error_at, transport, protocol_version,
            auth_config IS NOT NULL AS has_credentials, schema_tokens,
            CASE WHEN NOT is_active THEN inactive_reason END AS inactive_reason
            """;

    /** Why the last check failed. */
    @Schema(name = "LastError")
    record LastError(String code, String message, Instant at) {}

    static ConnectorView from(Row row) {
        // By position: looking ten rows of twenty columns up by name costs as much as all the rest.
        return new ConnectorView(
                row.getLong(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                AuthType.of(row.getString(5)),
                row.getBoolean(6),
                row.getString(22),
                row.getBoolean(7),
                new RawJson(row.getDelegate().getBuffer(8).getBytes()),
                row.getInteger(9),
                utc(row.getLocalDateTime(10)),
                utc(row.getLocalDateTime(11)),
                utc(row.getLocalDateTime(12)),
                row.getString(13),
                utc(row.getLocalDateTime(14)),
                lastError(row),
                row.getString(18),
                row.getString(19),
                row.getBoolean(20),
                row.getInteger(21));
    }

    private static LastError lastError(Row row) {
        String code = row.getString(15);
        return code == null ? null : new LastError(code, row.getString(16), utc(row.getLocalDateTime(17)));
    }

    private static Instant utc(LocalDateTime moment) {
        return moment == null ? null : moment.toInstant(ZoneOffset.UTC);
    }
}
