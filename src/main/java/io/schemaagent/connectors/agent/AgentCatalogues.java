package io.schemaagent.connectors.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.schemaagent.connectors.agent.AgentCatalogue.Shelved;
import io.schemaagent.connectors.systemtool.SystemToolSources;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what users' agents could see: one statement, which leaves out the lists of tools that are known here already. The
 * database says every time which those are, so nothing that is kept can be out of date, or another user's.
 */
@ApplicationScoped
class AgentCatalogues {

    /** The second are lists that are known, the third the only source whose tools are wanted, or null. */
    static final String SOURCES = """
            SELECT id, slug, name, tools_version, stale_since, status, system_tool_id, shared,
                CASE WHEN tools_version = ANY ($2) OR slug <> $3 THEN NULL ELSE convert_to(tools::text, 'UTF8') END AS tools
            FROM agent_sources WHERE user_id = $1 ORDER BY slug COLLATE "C"
            """;

    private static final String SOURCES_ALONE = """
            SELECT id, slug, name, tools_version, stale_since, status, system_tool_id, shared
            FROM agent_sources WHERE user_id = $1 ORDER BY slug COLLATE "C"
            """;

    private final Pool pool;
    private final ObjectMapper json;
    private final SystemToolSources systemTools;
    private final RecentShelves known;

    AgentCatalogues(Pool pool, ObjectMapper json, SystemToolSources systemTools, AgentConfig config) {
        this.pool = pool;
        this.systemTools = systemTools;
        this.json = json;
        this.known = new RecentShelves(config.cacheSize().asLongValue());
    }

    Uni<AgentCatalogue> of(String owner) {
        return read(owner, null);
    }

    /** What is known here already, and the tools of one source in any case. */
    Uni<AgentCatalogue> of(String owner, String slug) {
        return read(owner, slug);
    }

    /** Where all of it comes from, for who knows what that is made of: no tools are read. */
    Uni<List<Source>> sources(String owner) {
        return pool.preparedQuery(SOURCES_ALONE).execute(Tuple.of(owner)).map(this::sources);
    }

    private List<Source> sources(RowSet<Row> rows) {
        List<Source> all = new ArrayList<>(rows.size());
        rows.forEach(row -> source(row).ifPresent(all::add));
        return all;
    }

    /** Reads the tools of this source, or of all. */
    private Uni<AgentCatalogue> read(String owner, String slug) {
        Map<Long, Shelf> shelves = known.of(owner);
        Long[] versions = shelves.keySet().toArray(Long[]::new);
        return pool.preparedQuery(SOURCES)
                .execute(Tuple.of(owner, versions, slug))
                .map(rows -> read(rows, shelves))
                .invoke(catalogue -> remember(owner, shelves, catalogue));
    }

    private AgentCatalogue read(RowSet<Row> rows, Map<Long, Shelf> shelves) {
        List<Shelved> all = new ArrayList<>(rows.size());
        rows.forEach(row ->
                source(row).flatMap(source -> shelved(source, row, shelves)).ifPresent(all::add));
        return new AgentCatalogue(all);
    }

    /** Empty where its tools are neither known nor wanted. */
    private Optional<Shelved> shelved(Source source, Row row, Map<Long, Shelf> shelves) {
        Buffer tools = row.getDelegate().getBuffer(8);
        Optional<Shelf> shelf = tools == null
                ? Optional.ofNullable(shelves.get(source.toolsVersion())).map(known -> known.of(source.name()))
                : Optional.of(Shelf.of(source, parse(tools), tools.length()));
        return shelf.map(there -> new Shelved(source, there));
    }

    /** Empty for a system tool that brings nobody tools as it is configured now. */
    private Optional<Source> source(Row row) {
        String systemTool = row.getString(6);
        return systemTool == null
                ? Optional.of(source(row, new Origin.Connector(row.getLong(0)), row.getString(2)))
                : systemTools
                        .name(systemTool, row.getBoolean(7))
                        .map(name -> source(row, new Origin.SystemTool(systemTool), name));
    }

    private static Source source(Row row, Origin origin, String name) {
        return new Source(
                origin,
                row.getString(1),
                name,
                row.getLong(3),
                Optional.ofNullable(row.getLocalDateTime(4)).map(AgentCatalogues::utc),
                row.getString(5));
    }

    private static Instant utc(LocalDateTime moment) {
        return moment.toInstant(ZoneOffset.UTC);
    }

    private JsonNode parse(Buffer text) {
        try {
            return json.readTree(text.getBytes());
        } catch (IOException impossible) {
            throw new UncheckedIOException("PostgreSQL has stored it as JSON", impossible);
        }
    }

    /** Unless it is what is known already, which it is mostly. */
    private void remember(String owner, Map<Long, Shelf> before, AgentCatalogue catalogue) {
        Map<Long, Shelf> now = new HashMap<>();
        catalogue.shelves().forEach(shelved -> now.put(shelved.source().toolsVersion(), shelved.shelf()));
        if (!now.equals(before)) {
            known.keep(owner, now);
        }
    }
}
