package io.schemaagent.connectors.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the machine allows: the calls that the benchmark makes, answered from the same rows for the same tokens, by one
 * verticle a core without framework, validation, problems, limits, logs, metrics or a guard on the way out.
 *
 * <p>Reads DATABASE_URL, JWT_SECRET and PORT. With PARSE=true the tools of a connector are read into objects and written
 * again, as a service commonly does; otherwise they are passed through as the database gives them.
 */
public final class BareServer extends AbstractVerticle {

    private static final String HOST = "127.0.0.1";
    private static final int POOL_SIZE = 8;
    private static final int UPSTREAM_CONNECTIONS = 100;
    private static final int UPSTREAM_TIMEOUT_MILLIS = 10_000;
    private static final String PROTOCOL_VERSION = "2025-11-25";
    private static final String MODERN_VERSION = "2026-07-28";

    private static final String CONNECTORS = "SELECT id, name, email, description, server_url, auth_type, is_active,"
            + " is_verified, last_verified_at, created_at, updated_at, status, transport, protocol_version,"
            + " schema_tokens, tool_count, %s FROM user_mcp_connections WHERE user_id = $1";
    private static final String PARSED = "discovered_tools";
    private static final String AS_BYTES = "convert_to(discovered_tools::text, 'UTF8')";
    private static final String STATUSES =
            "SELECT tool_id, is_connected, connected_at, config FROM user_tool_status WHERE user_id = $1";

    private static final String AGENT = "SELECT slug, name, convert_to(tools::text, 'UTF8')"
            + " FROM agent_sources WHERE user_id = $1 ORDER BY slug COLLATE \"C\"";
    private static final String AGENT_VERSIONS = "SELECT slug, name, tools_version, stale_since, status"
            + " FROM agent_sources WHERE user_id = $1 ORDER BY slug COLLATE \"C\"";
    private static final List<String> FOR_AGENTS = List.of("description", "inputSchema", "annotations");

    private static final JsonArray SYSTEM_TOOLS = new JsonArray()
            .add(systemTool("gmail", "Gmail", "Send emails via Gmail", "mail", "communication", "oauth", true))
            .add(systemTool("analytics", "Analytics", "View sales and inventory", "chart", "insights", "none", true))
            .add(systemTool("export", "Export", "Export data", "download", "utilities", "none", false));

    private final boolean parses = Boolean.parseBoolean(System.getenv("PARSE"));
    private final String one = CONNECTORS.formatted(parses ? PARSED : AS_BYTES) + " AND id = $2";
    private final String list = CONNECTORS.formatted(parses ? PARSED : AS_BYTES) + " ORDER BY created_at DESC, id DESC";

    private Mac mac;
    private Pool pool;
    private HttpClient upstream;

    /** Starts the server and keeps it running. */
    public static void main(String[] arguments) {
        int cores = Runtime.getRuntime().availableProcessors();
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(cores));
        vertx.deployVerticle(BareServer.class, new DeploymentOptions().setInstances(cores))
                .onFailure(failure -> {
                    failure.printStackTrace();
                    System.exit(1);
                });
    }

    @Override
    public void start(Promise<Void> started) throws GeneralSecurityException {
        mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(required("JWT_SECRET").getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(POOL_SIZE))
                .connectingTo(PgConnectOptions.fromUri(required("DATABASE_URL")).setCachePreparedStatements(true))
                .using(vertx)
                .build();
        upstream = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(UPSTREAM_CONNECTIONS));
        vertx.createHttpServer(new HttpServerOptions())
                .requestHandler(this::route)
                .listen(Integer.parseInt(required("PORT")), HOST)
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private void route(HttpServerRequest request) {
        String path = request.path();
        if (path.equals("/q/health/ready")) {
            answer(request, pool.query("SELECT 1").execute().map(Buffer.buffer("{\"status\":\"UP\"}")));
            return;
        }
        String user = caller(request.getHeader("Authorization"));
        if (user == null) {
            request.response().setStatusCode(401).end();
        } else if (path.equals("/api/tools")) {
            answer(
                    request,
                    pool.preparedQuery(STATUSES).execute(Tuple.of(user)).map(BareServer::tools));
        } else if (path.equals("/api/connectors")) {
            answer(request, pool.preparedQuery(list).execute(Tuple.of(user)).map(this::all));
        } else if (path.equals("/api/agent/tools")) {
            agent(request, user);
        } else if (path.equals("/mcp") && request.method() == HttpMethod.POST) {
            answer(request, request.body().compose(body -> mcp(user, body.toJsonObject())));
        } else if (path.equals("/api/connectors/test") && request.method() == HttpMethod.POST) {
            answer(request, request.body().compose(this::test));
        } else if (path.startsWith("/api/connectors/")) {
            long id = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
            answer(
                    request,
                    pool.preparedQuery(one).execute(Tuple.of(user, id)).map(this::first));
        } else {
            request.response().setStatusCode(404).end();
        }
    }

    private static void answer(HttpServerRequest request, Future<Buffer> body) {
        body.onSuccess(bytes -> {
                    if (bytes.length() == 0) {
                        request.response().setStatusCode(404).end();
                    } else {
                        request.response()
                                .putHeader("Content-Type", "application/json")
                                .end(bytes);
                    }
                })
                .onFailure(failure -> request.response().setStatusCode(500).end(String.valueOf(failure)));
    }

    /** The subject of a valid, unexpired HS256 token, otherwise null. */
    private String caller(String authorization) {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            return null;
        }
        String[] parts = authorization.substring(7).split("\\.");
        if (parts.length != 3) {
            return null;
        }
        byte[] expected = mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        Base64.Decoder decoder = Base64.getUrlDecoder();
        if (!MessageDigest.isEqual(expected, decoder.decode(parts[2]))) {
            return null;
        }
        JsonObject header = new JsonObject(Buffer.buffer(decoder.decode(parts[0])));
        JsonObject claims = new JsonObject(Buffer.buffer(decoder.decode(parts[1])));
        boolean valid = "HS256".equals(header.getString("alg"))
                && claims.getLong("exp", 0L) > Instant.now().getEpochSecond();
        return valid ? claims.getString("sub") : null;
    }

    // --- system tools ---

    private static JsonObject systemTool(
            String id, String name, String description, String icon, String category, String auth, boolean enabled) {
        return new JsonObject()
                .put("id", id)
                .put("name", name)
                .put("description", description)
                .put("icon", icon)
                .put("category", category)
                .put("auth_type", auth)
                .put("is_enabled", enabled)
                .put("is_beta", !enabled);
    }

    private static Buffer tools(RowSet<Row> rows) {
        Map<String, Row> statuses = new HashMap<>();
        rows.forEach(row -> statuses.put(row.getString("tool_id"), row));
        JsonArray tools = new JsonArray();
        for (int i = 0; i < SYSTEM_TOOLS.size(); i++) {
            JsonObject tool = SYSTEM_TOOLS.getJsonObject(i).copy();
            Row status = statuses.get(tool.getString("id"));
            boolean connected = status != null && status.getBoolean("is_connected");
            tools.add(tool.put("is_connected", connected)
                    .put("connected_at", connected ? utc(status.getLocalDateTime("connected_at")) : null)
                    .put("config", connected ? status.getJson("config") : null));
        }
        return tools.toBuffer();
    }

    // --- agents ---

    private void agent(HttpServerRequest request, String user) {
        if (request.getHeader("If-None-Match") == null) {
            answer(request, agentTools(user).map(tools -> new JsonObject()
                    .put("format", "mcp")
                    .put("tools", tools)
                    .put("tool_count", tools.size())
                    .toBuffer()));
        } else {
            pool.preparedQuery(AGENT_VERSIONS)
                    .execute(Tuple.of(user))
                    .onSuccess(rows -> request.response()
                            .setStatusCode(304)
                            .putHeader("ETag", tag(rows))
                            .end())
                    .onFailure(failure -> request.response().setStatusCode(500).end(String.valueOf(failure)));
        }
    }

    private static String tag(RowSet<Row> sources) {
        StringBuilder text = new StringBuilder();
        sources.forEach(source -> text.append(source.deepToString()));
        return '"' + Integer.toHexString(text.toString().hashCode()) + '"';
    }

    private Future<Buffer> mcp(String user, JsonObject request) {
        return agentTools(user).map(tools -> new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", request.getValue("id"))
                .put("result", new JsonObject().put("tools", tools).put("resultType", "complete"))
                .toBuffer());
    }

    private Future<JsonArray> agentTools(String user) {
        return pool.preparedQuery(AGENT).execute(Tuple.of(user)).map(BareServer::agentTools);
    }

    private static JsonArray agentTools(RowSet<Row> sources) {
        JsonArray tools = new JsonArray();
        for (Row source : sources) {
            JsonArray stored = new JsonArray(source.getBuffer(2));
            for (int i = 0; i < stored.size(); i++) {
                tools.add(agentTool(source, stored.getJsonObject(i)));
            }
        }
        return tools;
    }

    private static JsonObject agentTool(Row source, JsonObject stored) {
        JsonObject tool = new JsonObject()
                .put("name", source.getString(0) + "__" + stored.getString("name"))
                .put("title", source.getString(1) + ": " + stored.getString("title"));
        FOR_AGENTS.forEach(key -> tool.put(key, stored.getValue(key)));
        return tool;
    }

    // --- connectors ---

    private Buffer all(RowSet<Row> rows) {
        Buffer body = Buffer.buffer(160_000).appendByte((byte) '[');
        for (Row row : rows) {
            if (body.length() > 1) {
                body.appendByte((byte) ',');
            }
            append(row, body);
        }
        return body.appendByte((byte) ']');
    }

    private Buffer first(RowSet<Row> rows) {
        Buffer body = Buffer.buffer(16_000);
        rows.forEach(row -> append(row, body));
        return body;
    }

    private void append(Row row, Buffer body) {
        // By position: looking columns up by name costs as much as all the rest.
        JsonObject connector = new JsonObject()
                .put("id", row.getLong(0))
                .put("name", row.getString(1))
                .put("email", row.getString(2))
                .put("description", row.getString(3))
                .put("server_url", row.getString(4))
                .put("auth_type", row.getString(5))
                .put("is_active", row.getBoolean(6))
                .put("is_verified", row.getBoolean(7))
                .put("last_verified_at", utc(row.getLocalDateTime(8)))
                .put("created_at", utc(row.getLocalDateTime(9)))
                .put("updated_at", utc(row.getLocalDateTime(10)))
                .put("status", row.getString(11))
                .put("transport", row.getString(12))
                .put("protocol_version", row.getString(13))
                .put("schema_tokens", row.getInteger(14))
                .put("tool_count", row.getInteger(15));
        if (parses) {
            body.appendBuffer(
                    connector.put("discovered_tools", row.getJson(16)).toBuffer());
        } else {
            Buffer head = connector.toBuffer();
            body.appendBuffer(head, 0, head.length() - 1)
                    .appendString(",\"discovered_tools\":")
                    .appendBuffer(row.getBuffer(16))
                    .appendByte((byte) '}');
        }
    }

    private static String utc(LocalDateTime moment) {
        return moment == null ? null : moment.toInstant(ZoneOffset.UTC).toString();
    }

    // --- MCP ---

    /** The same requests as the service: it asks in the modern era first, and then as the answer is. */
    private Future<Buffer> test(Buffer body) {
        String url = body.toJsonObject().getString("server_url");
        return modern(url, "server/discover")
                .compose(answer -> answer.body()
                        .compose(read -> answer.statusCode() == 200 ? listModern(url) : openSession(url)))
                .map(BareServer::tested);
    }

    private Future<Buffer> listModern(String url) {
        return modern(url, "tools/list").compose(HttpClientResponse::body);
    }

    private Future<HttpClientResponse> modern(String url, String method) {
        JsonObject meta = new JsonObject()
                .put("io.modelcontextprotocol/protocolVersion", MODERN_VERSION)
                .put("io.modelcontextprotocol/clientCapabilities", new JsonObject());
        JsonObject message = message(method).put("id", 1).put("params", new JsonObject().put("_meta", meta));
        return send(options(HttpMethod.POST, url, MODERN_VERSION).putHeader("Mcp-Method", method), message);
    }

    private Future<Buffer> openSession(String url) {
        JsonObject parameters = new JsonObject()
                .put("protocolVersion", PROTOCOL_VERSION)
                .put("capabilities", new JsonObject())
                .put("clientInfo", new JsonObject().put("name", "bare").put("version", "1"));
        return post(url, null, message("initialize").put("id", 1).put("params", parameters))
                .compose(hello -> hello.body().map(hello.getHeader("Mcp-Session-Id")))
                .compose(session -> listTools(url, session));
    }

    private Future<Buffer> listTools(String url, String session) {
        return post(url, session, message("notifications/initialized"))
                .compose(HttpClientResponse::body)
                .compose(done -> post(
                        url, session, message("tools/list").put("id", 2).put("params", new JsonObject())))
                .compose(HttpClientResponse::body)
                .compose(listing -> end(url, session).map(listing));
    }

    private Future<Void> end(String url, String session) {
        return session == null
                ? Future.succeededFuture()
                : upstream.request(inSession(HttpMethod.DELETE, url, session))
                        .compose(request -> request.send())
                        .compose(HttpClientResponse::body)
                        .mapEmpty();
    }

    private Future<HttpClientResponse> post(String url, String session, JsonObject message) {
        return send(inSession(HttpMethod.POST, url, session), message);
    }

    private Future<HttpClientResponse> send(RequestOptions options, JsonObject message) {
        return upstream.request(options.putHeader("Content-Type", "application/json"))
                .compose(request -> request.send(message.toBuffer()));
    }

    private static RequestOptions inSession(HttpMethod method, String url, String session) {
        RequestOptions options = options(method, url, PROTOCOL_VERSION);
        return session == null ? options : options.putHeader("Mcp-Session-Id", session);
    }

    private static RequestOptions options(HttpMethod method, String url, String version) {
        return new RequestOptions()
                .setAbsoluteURI(url)
                .setMethod(method)
                .setTimeout(UPSTREAM_TIMEOUT_MILLIS)
                .putHeader("Accept", "application/json, text/event-stream")
                .putHeader("MCP-Protocol-Version", version);
    }

    private static JsonObject message(String method) {
        return new JsonObject().put("jsonrpc", "2.0").put("method", method);
    }

    private static Buffer tested(Buffer answer) {
        String text = answer.toString();
        String json = text.startsWith("{") ? text : text.substring(text.indexOf("data:") + 5);
        JsonArray tools = new JsonObject(json.strip()).getJsonObject("result").getJsonArray("tools");
        return new JsonObject()
                .put("success", true)
                .put("message", "Connected. " + tools.size() + " tools found.")
                .put("tools", tools)
                .put("tool_count", tools.size())
                .toBuffer();
    }

    private static String required(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not set");
        }
        return value;
    }
}
