package io.schemaagent.connectors.systemtool;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.schedule.RefreshSchedule;
import io.schemaagent.connectors.trust.KnownTools;
import io.schemaagent.connectors.upstream.Verdict;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what the servers behind system tools offer. Their tools are the operator's: nobody else has to agree to them. */
@ApplicationScoped
class ServerRows {

    /** A server that is elsewhere now is asked at once. */
    private static final String MOVED = """
            DO UPDATE SET server_url = excluded.server_url, transport = NULL, protocol_version = NULL,
                stale_since = coalesce(known.stale_since, now() AT TIME ZONE 'utc'), refresh_at = now() AT TIME ZONE 'utc'
            WHERE known.server_url <> excluded.server_url
            """;

    private static final String PREPARE_SHARED = """
            INSERT INTO system_tool_servers AS known (tool_id, server_url)
            SELECT * FROM unnest($1::text[], $2::text[])
            ON CONFLICT (tool_id) WHERE user_id IS NULL
            """ + MOVED;

    /** Whoever has connected a tool before there was a server behind it need not do so again. */
    private static final String PREPARE_OWN = """
            INSERT INTO system_tool_servers AS known (tool_id, user_id, server_url)
            SELECT wanted.tool_id, status.user_id, wanted.server_url
            FROM unnest($1::text[], $2::text[]) AS wanted (tool_id, server_url)
            JOIN user_tool_status AS status ON status.tool_id = wanted.tool_id AND status.is_connected
            ON CONFLICT (user_id, tool_id) WHERE user_id IS NOT NULL
            """ + MOVED;

    /** What is taken is due again a little later than anybody works on it, should its replica die meanwhile. */
    private static final String TAKE = """
            UPDATE system_tool_servers AS taken
            SET refresh_at = now() AT TIME ZONE 'utc' + interval '5 minutes'
            FROM (
                SELECT server.id AS due_id, status.id AS status_id, status.credential_version, status.auth_config
                FROM system_tool_servers AS server
                LEFT JOIN user_tool_status AS status
                    ON status.user_id = server.user_id AND status.tool_id = server.tool_id AND status.is_connected
                WHERE server.refresh_at <= now() AT TIME ZONE 'utc'
                    AND (server.user_id IS NULL AND server.tool_id = ANY ($2)
                        OR status.id IS NOT NULL AND server.tool_id = ANY ($3))
                ORDER BY server.refresh_at
                LIMIT $1
                FOR UPDATE OF server SKIP LOCKED) AS due
            WHERE taken.id = due.due_id
            RETURNING taken.id, taken.tool_id, taken.user_id, taken.transport, taken.protocol_version, taken.failures,
                taken.refresh_at, due.status_id, due.credential_version, due.auth_config
            """;

    private static final String FIND = """
            SELECT server.id, server.tool_id, server.user_id, server.transport, server.protocol_version, server.failures,
                server.refresh_at, status.id AS status_id, status.credential_version, status.auth_config
            FROM user_tool_status AS status
            JOIN system_tool_servers AS server ON server.tool_id = status.tool_id
            WHERE status.user_id = $1 AND status.tool_id = $2 AND status.is_connected
                AND (CASE WHEN $3 THEN server.user_id IS NULL ELSE server.user_id = status.user_id END)
            """;

    private static final String VERIFIED = """
            UPDATE system_tool_servers
            SET discovered_tools = $4::text::jsonb, transport = $5, protocol_version = $6, last_verified_at = $7, stale_since = NULL,
                last_error_code = NULL, failures = 0, refresh_at = $8
            WHERE id = $1 AND user_id IS NOT DISTINCT FROM $2 AND refresh_at = $3
            """;

    private static final String FAILED = """
            UPDATE system_tool_servers
            SET stale_since = coalesce(stale_since, last_verified_at, $5), last_error_code = $4, failures = failures + 1,
                refresh_at = $6
            WHERE id = $1 AND user_id IS NOT DISTINCT FROM $2 AND refresh_at = $3
            """;

    private static final String KEEP = """
            INSERT INTO system_tool_servers AS known (tool_id, user_id, server_url)
            VALUES ($1, $2, $3)
            ON CONFLICT (user_id, tool_id) WHERE user_id IS NOT NULL
            DO UPDATE SET server_url = excluded.server_url, failures = 0, refresh_at = now() AT TIME ZONE 'utc'
            RETURNING id, refresh_at
            """;

    private static final String FORGET = "DELETE FROM system_tool_servers WHERE user_id = $1 AND tool_id = $2";

    private final Pool pool;
    private final RefreshSchedule schedule;
    private final ObjectMapper json;
    private final Clock clock;

    ServerRows(Pool pool, RefreshSchedule schedule, ObjectMapper json, Clock clock) {
        this.pool = pool;
        this.schedule = schedule;
        this.json = json;
        this.clock = clock;
    }

    /** Makes room for what these servers offer, and notes where they are now. */
    Uni<Void> prepare(List<SystemTool> tools) {
        return pool.withTransaction(connection -> prepare(
                        connection,
                        PREPARE_SHARED,
                        tools.stream().filter(SystemTool::isShared).toList())
                .chain(() -> prepare(
                        connection,
                        PREPARE_OWN,
                        tools.stream().filter(SystemTool::hasOwnServers).toList())));
    }

    private static Uni<Void> prepare(SqlClient connection, String statement, List<SystemTool> tools) {
        String[] urls = tools.stream()
                .flatMap(tool -> tool.server().stream())
                .map(Object::toString)
                .toArray(String[]::new);
        return connection
                .preparedQuery(statement)
                .execute(Tuple.of(ids(tools), urls))
                .replaceWithVoid();
    }

    /** The next of these tools' servers that are due, no more than this, and for nobody else for a while. */
    Uni<List<ServerRow>> take(int atMost, List<SystemTool> tools) {
        String[] shared = ids(tools.stream().filter(SystemTool::isShared).toList());
        String[] own = ids(tools.stream().filter(SystemTool::hasOwnServers).toList());
        return pool.preparedQuery(TAKE).execute(Tuple.of(atMost, shared, own)).map(ServerRows::list);
    }

    private static String[] ids(List<SystemTool> tools) {
        return tools.stream().map(SystemTool::id).toArray(String[]::new);
    }

    private static List<ServerRow> list(RowSet<Row> rows) {
        List<ServerRow> list = new ArrayList<>(rows.size());
        rows.forEach(row -> list.add(ServerRow.from(row)));
        return list;
    }

    /** The server of a tool that a user has connected; empty where nobody has, or nothing is known of it yet. */
    Uni<Optional<ServerRow>> find(String owner, SystemTool tool) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(owner, tool.id(), tool.isShared()))
                .map(rows -> list(rows).stream().findFirst());
    }

    /** Keeps what a check came to, unless somebody has written since. */
    Uni<Void> record(ServerRow row, Verdict verdict) {
        return record(pool, row, verdict);
    }

    private Uni<Void> record(SqlClient client, ServerRow row, Verdict verdict) {
        return verdict.success() ? verified(client, row, verdict) : failed(client, row, verdict);
    }

    private Uni<Void> verified(SqlClient client, ServerRow row, Verdict verdict) {
        Instant now = clock.instant();
        List<ObjectNode> found = verdict.tools().stream()
                .map(tool -> json.<ObjectNode>valueToTree(tool))
                .toList();
        Tuple values = key(row).addString(KnownTools.first(found).tools().toString())
                .addString(verdict.diagnostics().transport())
                .addString(verdict.diagnostics().protocolVersion())
                .addLocalDateTime(utc(now))
                .addLocalDateTime(utc(schedule.afterSuccess(now, verdict.timeToLive())));
        return client.preparedQuery(VERIFIED).execute(values).replaceWithVoid();
    }

    private Uni<Void> failed(SqlClient client, ServerRow row, Verdict verdict) {
        Instant now = clock.instant();
        Tuple values = key(row).addString(verdict.errorCode())
                .addLocalDateTime(utc(now))
                .addLocalDateTime(utc(schedule.afterFailure(now, row.failures() + 1)));
        return client.preparedQuery(FAILED).execute(values).replaceWithVoid();
    }

    private static Tuple key(ServerRow row) {
        return Tuple.tuple()
                .addLong(row.id())
                .addString(row.owner().orElse(null))
                .addLocalDateTime(row.refreshAt());
    }

    private static LocalDateTime utc(Instant moment) {
        return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    }

    /** Keeps, within a transaction, what a server offers a user who has just connected it. */
    Uni<Void> keep(SqlClient connection, String owner, SystemTool tool, Verdict verdict) {
        String url = tool.server().orElseThrow().toString();
        return connection
                .preparedQuery(KEEP)
                .execute(Tuple.of(tool.id(), owner, url))
                .map(rows -> kept(rows.iterator().next(), owner, tool))
                .chain(row -> record(connection, row, verdict));
    }

    private static ServerRow kept(Row row, String owner, SystemTool tool) {
        return new ServerRow(
                row.getLong("id"),
                tool.id(),
                Optional.of(owner),
                Optional.empty(),
                0,
                row.getLocalDateTime("refresh_at"),
                Optional.empty());
    }

    /** Forgets, within a transaction, what a server offered a user. */
    Uni<Void> forget(SqlClient connection, String owner, SystemTool tool) {
        return connection
                .preparedQuery(FORGET)
                .execute(Tuple.of(owner, tool.id()))
                .replaceWithVoid();
    }
}
