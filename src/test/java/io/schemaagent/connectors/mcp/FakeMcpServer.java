package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.KeyCertOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An MCP server on loopback that does what a test tells it to. As it starts it is a correct server of the legacy era
 * (MCP 2025-11-25, Streamable HTTP) with sessions, JSON replies and two tools. Everything can be changed while it runs,
 * from any thread.
 *
 * <pre>{@code
 * try (FakeMcpServer server = FakeMcpServer.start().withTools("search", "fetch").answersInEvents()) {
 *     server.on("tools/list").hangs();
 *     ...
 *     assertThat(server.received()).containsExactly("initialize", "notifications/initialized", "tools/list");
 * }
 * }</pre>
 */
public final class FakeMcpServer implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String PATH = "/mcp";
    private static final String EVERYTHING = "*";
    private static final String NEWEST_VERSION = "2025-11-25";
    private static final Set<String> VERSIONS = Set.of("2025-03-26", "2025-06-18", NEWEST_VERSION);
    private static final long PATIENCE_SECONDS = 10;
    private static final long DRIP_MILLIS = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One for all fakes: a Vert.x instance of its own each would cost more than the test. */
    private static final Vertx VERTX = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setUseDaemonThread(true)
            .setFileSystemOptions(
                    new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));

    private final Optional<KeyCertOptions> tls;
    private final List<Received> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> rules = new ConcurrentHashMap<>();
    private final Map<String, Queue<Answer>> nextRules = new ConcurrentHashMap<>();
    private final Map<String, String> requiredHeaders = new ConcurrentHashMap<>();
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();
    private final List<String> tools = new CopyOnWriteArrayList<>();
    private final AtomicInteger abandoned = new AtomicInteger();
    private final Object changed = new Object();

    private HttpServer http;
    private volatile int port;
    private volatile boolean withSessions = true;
    private volatile boolean inEvents;
    private volatile boolean primingFirst;
    private volatile boolean notificationFirst;
    private volatile boolean keepsStreamsOpen;
    private volatile boolean listingOnly;
    private volatile int pageSize = Integer.MAX_VALUE;
    private volatile Cursors cursors = Cursors.BY_OFFSET;
    private volatile Envelope envelope = Envelope.PLAIN;
    private volatile String forcedVersion;
    private volatile String serverInfo = "{\"name\":\"fake\",\"version\":\"1.2.3\"}";
    private volatile int sessionLossStatus;

    /** How pages follow one another. */
    private enum Cursors {
        BY_OFFSET,
        NEVER_ENDING,
        REPEATED,
        EMPTY_TEXT
    }

    /** What a reply is wrapped in. */
    private enum Envelope {
        PLAIN,
        BATCH,
        TEXT_ID,
        FOREIGN_ID
    }

    /** One way to answer one request. */
    @FunctionalInterface
    private interface Answer {
        void to(Call call);
    }

    /** A request with its parsed message, on the way to its answer. */
    private record Call(HttpServerRequest request, JsonNode message) {

        HttpServerResponse response() {
            return request.response();
        }

        String id() {
            return message.path("id").isMissingNode()
                    ? "null"
                    : message.path("id").toString();
        }
    }

    /**
     * A request as it arrived.
     *
     * @param method the HTTP method
     * @param path with its query
     * @param headers by any case of their names
     * @param body as text, empty where there was none
     */
    public record Received(String method, String path, MultiMap headers, String body) {

        /** The first header of this name, whatever its case. */
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        /** The body as JSON, missing where it is none. */
        public JsonNode json() {
            return parse(body);
        }

        /** The JSON-RPC method of a POST, otherwise the HTTP method. */
        public String name() {
            return json().path("method").asText(method);
        }
    }

    private FakeMcpServer(Optional<KeyCertOptions> tls) {
        this.tls = tls;
        withTools(2);
    }

    /** A server that listens at a port of its own. */
    public static FakeMcpServer start() {
        return start(Optional.empty());
    }

    /** The same over TLS, with this certificate. */
    public static FakeMcpServer startOverTls(KeyCertOptions certificate) {
        return start(Optional.of(certificate));
    }

    private static FakeMcpServer start(Optional<KeyCertOptions> tls) {
        FakeMcpServer server = new FakeMcpServer(tls);
        server.listen();
        return server;
    }

    private synchronized void listen() {
        HttpServerOptions options = new HttpServerOptions().setHost(LOOPBACK);
        tls.ifPresent(certificate -> options.setSsl(true).setKeyCertOptions(certificate));
        http = await(
                VERTX.createHttpServer(options).requestHandler(this::receive).listen(port, LOOPBACK));
        port = http.actualPort();
    }

    /** The MCP endpoint. */
    public String url() {
        return origin() + PATH;
    }

    /** Scheme, host and port. */
    public String origin() {
        return (tls.isPresent() ? "https://" : "http://") + LOOPBACK + ":" + port;
    }

    public int port() {
        return port;
    }

    // --- what it serves ---

    /** Tools named {@code tool-1} to {@code tool-n}, instead of those before. */
    public FakeMcpServer withTools(int count) {
        return withTools(
                IntStream.rangeClosed(1, count).mapToObj(i -> "tool-" + i).toArray(String[]::new));
    }

    /** Tools of these names, instead of those before. */
    public FakeMcpServer withTools(String... names) {
        tools.clear();
        tools.addAll(Arrays.stream(names).map(FakeMcpServer::aTool).toList());
        return this;
    }

    /** One more tool, its definition as JSON text, which may be anything. */
    public FakeMcpServer withTool(String definition) {
        tools.add(definition);
        return this;
    }

    /** The JSON of an ordinary tool. */
    public static String aTool(String name) {
        return aTool(name, "Does " + name);
    }

    /** The JSON of an ordinary tool. */
    public static String aTool(String name, String description) {
        return """
                {"name":%s,"description":%s,"inputSchema":{"$schema":"https://json-schema.org/draft/2020-12/schema",\
                "type":"object","properties":{"text":{"type":"string"}},"required":["text"]}}""".formatted(TextNode.valueOf(name), TextNode.valueOf(description));
    }

    /** One more tool, with NUL in name or texts, as PostgreSQL cannot store it. */
    public FakeMcpServer withToolCarryingNul(String name) {
        return withTool("""
                {"name":"%s","title":"a\\u0000b","description":"a\\u0000b",\
                "inputSchema":{"type":"object","properties":{"k\\u0000":{"const":"v\\u0000"}}}}""".formatted(name));
    }

    /** One more tool, with halves of surrogate pairs in its texts, which no UTF-8 can carry. */
    public FakeMcpServer withToolCarryingLoneSurrogates(String name) {
        return withTool("""
                {"name":"%s","title":"a\\ud800","description":"\\udc00b",\
                "inputSchema":{"type":"object","properties":{"k":{"const":"v\\ud83d"}}}}""".formatted(name));
    }

    /** One more tool, with a description of that many characters. */
    public FakeMcpServer withHugeTool(String name, int length) {
        return withTool(aTool(name, "x".repeat(length)));
    }

    /** One more tool, its schema nested that deep. */
    public FakeMcpServer withDeepTool(String name, int depth) {
        return withTool("{\"name\":\"" + name + "\",\"inputSchema\":" + "{\"not\":".repeat(depth) + "{}"
                + "}".repeat(depth) + "}");
    }

    /** More entries that have no usable name: none, an empty one, a number, and no object at all. */
    public FakeMcpServer withNamelessTools() {
        return withTool("{\"description\":\"x\"}")
                .withTool("{\"name\":\"\"}")
                .withTool("{\"name\":7}")
                .withTool("null");
    }

    /** Lists that many tools a page. */
    public FakeMcpServer withPagesOf(int size) {
        pageSize = size;
        cursors = Cursors.BY_OFFSET;
        return this;
    }

    /** Gives the second half of its tools for the cursor {@code ""}. */
    public FakeMcpServer withEmptyCursor() {
        cursors = Cursors.EMPTY_TEXT;
        return this;
    }

    /** Has another page with another tool after every page. */
    public FakeMcpServer withEndlessCursor() {
        cursors = Cursors.NEVER_ENDING;
        return this;
    }

    /** Gives the same cursor with every page. */
    public FakeMcpServer withRepeatedCursor() {
        cursors = Cursors.REPEATED;
        return this;
    }

    /** Keeps no sessions. */
    public FakeMcpServer withoutSessions() {
        withSessions = false;
        return this;
    }

    /** Answers requests without this header with 401 and a {@code Bearer} challenge. */
    public FakeMcpServer requiresHeader(String name, String value) {
        requiredHeaders.put(name, value);
        return this;
    }

    /** Answers requests without this access token with 401. */
    public FakeMcpServer requiresBearer(String token) {
        return requiresHeader("Authorization", "Bearer " + token);
    }

    /** Is no MCP server, but lists its tools at {@code GET …/mcp/tools}; everything else is 404. */
    public FakeMcpServer servesTheListingOnly() {
        listingOnly = true;
        return this;
    }

    // --- how it answers ---

    public FakeMcpServer answersInJson() {
        inEvents = false;
        return this;
    }

    public FakeMcpServer answersInEvents() {
        inEvents = true;
        return this;
    }

    /** Answers in events, of which the first has an id and empty data. */
    public FakeMcpServer answersInEventsAfterPriming() {
        primingFirst = true;
        return answersInEvents();
    }

    /** Answers in events, of which the first are a notification and a request of its own with the reply's id. */
    public FakeMcpServer answersInEventsAfterNotification() {
        notificationFirst = true;
        return answersInEvents();
    }

    /** Answers in events and leaves the stream open. */
    public FakeMcpServer answersInEventsWithoutEnd() {
        keepsStreamsOpen = true;
        return answersInEvents();
    }

    /** Wraps every reply into an array, as 2025-03-26 allowed. */
    public FakeMcpServer answersInBatches() {
        envelope = Envelope.BATCH;
        return this;
    }

    /** Repeats the request's id as text. */
    public FakeMcpServer answersWithTextId() {
        envelope = Envelope.TEXT_ID;
        return this;
    }

    /** Answers requests that nobody sent. */
    public FakeMcpServer answersWithForeignId() {
        envelope = Envelope.FOREIGN_ID;
        return this;
    }

    /** Answers {@code initialize} with this protocol version, whatever was offered. */
    public FakeMcpServer speaksVersion(String version) {
        forcedVersion = version;
        return this;
    }

    /** What it says about itself, as JSON text. */
    public FakeMcpServer introducesItselfAs(String serverInfoJson) {
        serverInfo = serverInfoJson;
        return this;
    }

    /** Forgets all sessions at the next request within one, which gets this status; 404 is right, some say 400. */
    public FakeMcpServer losesSessionOnce(int status) {
        sessionLossStatus = status;
        return this;
    }

    // --- how it misbehaves ---

    /** What it does wrong from now on, whatever it is asked. */
    public Misbehaviour onEverything() {
        return new Misbehaviour(EVERYTHING, false);
    }

    /**
     * What it does wrong from now on when it is asked this: a JSON-RPC method, or {@code GET} or {@code DELETE}. Counts
     * more than {@link #onEverything}.
     */
    public Misbehaviour on(String name) {
        return new Misbehaviour(name, false);
    }

    /** What it does wrong the next time it is asked this; said twice, the next two times. Counts more than both. */
    public Misbehaviour onNext(String name) {
        return new Misbehaviour(name, true);
    }

    /** Takes no connections any more and drops those it has, until it is told to answer normally. */
    public synchronized FakeMcpServer dies() {
        if (http != null) {
            await(http.close());
            http = null;
        }
        return this;
    }

    /** Is a correct server again, at the same port, with the tools and requirements that it has. */
    public synchronized FakeMcpServer answersNormally() {
        rules.clear();
        nextRules.clear();
        cursors = Cursors.BY_OFFSET;
        envelope = Envelope.PLAIN;
        forcedVersion = null;
        sessionLossStatus = 0;
        listingOnly = false;
        if (http == null) {
            listen();
        }
        return this;
    }

    /** The ways to answer badly. Each takes effect at once. */
    public final class Misbehaviour {

        private final String name;
        private final boolean once;

        private Misbehaviour(String name, boolean once) {
            this.name = name;
            this.once = once;
        }

        private FakeMcpServer with(Answer answer) {
            if (once) {
                nextRules
                        .computeIfAbsent(name, added -> new ConcurrentLinkedQueue<>())
                        .add(answer);
            } else {
                rules.put(name, answer);
            }
            return FakeMcpServer.this;
        }

        /** Never answers. */
        public FakeMcpServer hangs() {
            return with(call -> {});
        }

        /** Begins an event and never ends it. */
        public FakeMcpServer hangsInTheMiddleOfAStream() {
            return with(call -> events(call).write("event: message\ndata: {\"jsonrpc\":"));
        }

        /** Sends comments of an event stream forever. */
        public FakeMcpServer dripsEvents() {
            return with(call -> drip(events(call), ": wait\n"));
        }

        /** Sends the spaces before a JSON reply forever. */
        public FakeMcpServer dripsJson() {
            return with(call -> drip(chunked(call, "application/json"), " "));
        }

        /** Sends one header line and no more. */
        public FakeMcpServer hangsInTheHead() {
            return with(
                    call -> call.request().toNetSocket().onSuccess(socket -> socket.write("HTTP/1.1 200 OK\r\nX: ")));
        }

        /** Answers with a web page. */
        public FakeMcpServer answersHtml() {
            return answers(200, "text/html; charset=utf-8", "<!doctype html><title>Welcome</title>");
        }

        /** Answers with a reply that is padded to this many bytes. */
        public FakeMcpServer answersHuge(int bytes) {
            return with(call -> send(
                    call,
                    200,
                    "application/json",
                    "{\"jsonrpc\":\"2.0\",\"id\":" + call.id() + ",\"result\":{\"padding\":\"" + "x".repeat(bytes)
                            + "\"}}"));
        }

        /** Answers with an event stream that has this many bytes before the reply would come. */
        public FakeMcpServer answersHugeStream(int bytes) {
            return with(call -> events(call).end(":" + "x".repeat(bytes) + "\n\n"));
        }

        public FakeMcpServer redirectsTo(String location) {
            return with(call -> {
                call.response().putHeader("Location", location);
                send(call, 307, null, "");
            });
        }

        public FakeMcpServer answersInvalidJson() {
            return answers(200, "application/json", "{\"jsonrpc\": oops");
        }

        /** Answers with a JSON-RPC error whose text a caller must not repeat. */
        public FakeMcpServer answersError(int code) {
            return answersError(code, "refused");
        }

        public FakeMcpServer answersError(int code, String message) {
            return with(call ->
                    reply(call, "\"error\":{\"code\":" + code + ",\"message\":" + TextNode.valueOf(message) + "}"));
        }

        /** Answers with the JSON-RPC error for a method that it does not have. */
        public FakeMcpServer doesNotKnowTheMethod() {
            return answersError(-32601, "Method not found");
        }

        /** Answers with a reply that has neither result nor error. */
        public FakeMcpServer leavesTheResultOut() {
            return with(call -> reply(call, "\"extra\":true"));
        }

        /** Answers with this result, as JSON text. */
        public FakeMcpServer answersResult(String result) {
            return with(call -> reply(call, "\"result\":" + result));
        }

        /** Answers 401 with this value of {@code WWW-Authenticate}. */
        public FakeMcpServer asksForCredentials(String challenge) {
            return with(call -> {
                call.response().putHeader("WWW-Authenticate", challenge);
                send(call, 401, "application/json", "{\"error\":\"unauthorized\"}");
            });
        }

        public FakeMcpServer answersStatus(int status) {
            return answers(status, "text/plain", "upstream text for status " + status);
        }

        public FakeMcpServer answers(int status, String contentType, String body) {
            return with(call -> send(call, status, contentType, body));
        }

        /** Closes the connection instead of an answer. */
        public FakeMcpServer closesTheConnection() {
            return with(FakeMcpServer::breakOff);
        }

        /** Closes the connection in the middle of an event. */
        public FakeMcpServer closesInTheMiddleOfAStream() {
            return with(call ->
                    events(call).write("event: message\ndata: {\"jsonrpc\":").onComplete(written -> breakOff(call)));
        }

        /** Ends an event stream in which there was no event. */
        public FakeMcpServer endsTheStreamWithoutAReply() {
            return with(call -> events(call).end());
        }
    }

    // --- what it saw ---

    /** All requests, in order of arrival. */
    public List<Received> requests() {
        return List.copyOf(requests);
    }

    /** The requests of this JSON-RPC method, or {@code GET} or {@code DELETE}. */
    public List<Received> requests(String name) {
        return requests.stream().filter(request -> request.name().equals(name)).toList();
    }

    /** The names of all requests: JSON-RPC methods, or {@code GET} or {@code DELETE}. */
    public List<String> received() {
        return requests.stream().map(Received::name).toList();
    }

    public void forgetRequests() {
        requests.clear();
    }

    /** How many sessions are open. */
    public int openSessions() {
        return sessions.size();
    }

    /** How many exchanges the other side broke off before they were complete. */
    public int abandonedExchanges() {
        return abandoned.get();
    }

    /** Waits until that many requests of this name have arrived; fails after a while. */
    public void awaitRequests(String name, int count) {
        await(() -> requests(name).size() >= count, count + " × " + name);
    }

    /** Waits until the other side broke off that many exchanges; fails after a while. */
    public void awaitAbandonedExchanges(int count) {
        await(() -> abandoned.get() >= count, count + " exchanges broken off");
    }

    @Override
    public void close() {
        dies();
    }

    // --- within ---

    private void receive(HttpServerRequest request) {
        request.response().closeHandler(closed -> {
            abandoned.incrementAndGet();
            signal();
        });
        request.response().exceptionHandler(lost -> {});
        request.body().onSuccess(body -> received(request, body.toString()));
    }

    private void received(HttpServerRequest request, String body) {
        Received received = new Received(request.method().name(), request.uri(), copyOf(request.headers()), body);
        requests.add(received);
        signal();
        answerTo(received.name()).to(new Call(request, received.json()));
    }

    private static MultiMap copyOf(MultiMap headers) {
        return MultiMap.caseInsensitiveMultiMap().addAll(headers);
    }

    private Answer answerTo(String name) {
        Answer next = nextRules.getOrDefault(name, new ArrayDeque<>()).poll();
        return next != null ? next : rules.getOrDefault(name, rules.getOrDefault(EVERYTHING, this::answerNormally));
    }

    private void answerNormally(Call call) {
        HttpServerRequest request = call.request();
        if (!isAuthorized(request)) {
            call.response().putHeader("WWW-Authenticate", "Bearer realm=\"fake\"");
            send(call, 401, null, "");
        } else if (listingOnly) {
            list(call);
        } else if (!request.path().equals(PATH)) {
            send(call, 404, null, "");
        } else if (request.method().equals(HttpMethod.POST)) {
            post(call);
        } else if (request.method().equals(HttpMethod.DELETE) && withSessions) {
            send(call, sessions.remove(String.valueOf(request.getHeader("Mcp-Session-Id"))) ? 200 : 404, null, "");
        } else {
            send(call, 405, null, "");
        }
    }

    private boolean isAuthorized(HttpServerRequest request) {
        return requiredHeaders.entrySet().stream()
                .allMatch(required -> required.getValue().equals(request.getHeader(required.getKey())));
    }

    private void list(Call call) {
        if (call.request().method().equals(HttpMethod.GET)
                && call.request().path().endsWith("/mcp/tools")) {
            send(call, 200, "application/json", "{\"tools\":" + listOf(tools) + "}");
        } else {
            send(call, 404, null, "");
        }
    }

    private void post(Call call) {
        String accept = String.valueOf(call.request().getHeader("Accept"));
        String version = call.request().getHeader("MCP-Protocol-Version");
        if (!accept.contains("application/json") || !accept.contains("text/event-stream")) {
            send(call, 406, null, "");
        } else if (version != null && !VERSIONS.contains(version)) {
            send(call, 400, null, "");
        } else if (call.message().path("method").asText().equals("initialize")) {
            initialize(call);
        } else {
            int refusal = withSessions ? sessionRefusal(call.request().getHeader("Mcp-Session-Id"), call) : 0;
            if (refusal != 0) {
                send(
                        call,
                        refusal,
                        "application/json",
                        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32000}}");
            } else {
                answerWithinSession(call);
            }
        }
    }

    private void initialize(Call call) {
        String offered = call.message().path("params").path("protocolVersion").asText();
        String version = VERSIONS.contains(offered) ? offered : NEWEST_VERSION;
        if (withSessions) {
            String session = UUID.randomUUID().toString();
            sessions.add(session);
            call.response().putHeader("Mcp-Session-Id", session);
        }
        reply(
                call,
                "\"result\":{\"protocolVersion\":\"%s\",\"capabilities\":{\"tools\":{}},\"serverInfo\":%s}"
                        .formatted(forcedVersion == null ? version : forcedVersion, serverInfo));
    }

    /** The status for a request outside a session that there is, otherwise 0. */
    private int sessionRefusal(String session, Call call) {
        if (session == null) {
            return 400;
        }
        if (sessionLossStatus != 0 && call.message().has("id")) {
            int status = sessionLossStatus;
            sessionLossStatus = 0;
            sessions.clear();
            return status;
        }
        return sessions.contains(session) ? 0 : 404;
    }

    private void answerWithinSession(Call call) {
        JsonNode params = call.message().path("params");
        switch (call.message().path("method").asText()) {
            case "notifications/initialized", "notifications/cancelled" -> send(call, 202, null, "");
            case "ping" -> reply(call, "\"result\":{}");
            case "tools/list" -> reply(call, page(params.path("cursor")));
            case "tools/call" ->
                reply(
                        call,
                        "\"result\":{\"content\":[{\"type\":\"text\",\"text\":%s}],\"isError\":false}"
                                .formatted(TextNode.valueOf(
                                        "called " + params.path("name").asText())));
            default -> reply(call, "\"error\":{\"code\":-32601,\"message\":\"Method not found\"}");
        }
    }

    private String page(JsonNode cursor) {
        return switch (cursors) {
            case BY_OFFSET -> pageByOffset(cursor.asText("offset-0"));
            case REPEATED -> result(tools, "again");
            case EMPTY_TEXT -> {
                int half = (tools.size() + 1) / 2;
                yield cursor.isMissingNode()
                        ? result(tools.subList(0, half), "")
                        : result(tools.subList(half, tools.size()), null);
            }
            case NEVER_ENDING -> {
                int number = cursor.isMissingNode() ? 1 : Integer.parseInt(cursor.asText());
                yield result(List.of(aTool("tool-" + number)), Integer.toString(number + 1));
            }
        };
    }

    private String pageByOffset(String cursor) {
        if (!cursor.matches("offset-[0-9]+")) {
            return "\"error\":{\"code\":-32602,\"message\":\"Invalid cursor\"}";
        }
        int from = Math.min(Integer.parseInt(cursor.substring("offset-".length())), tools.size());
        int to = (int) Math.min((long) from + pageSize, tools.size());
        return result(tools.subList(from, to), to < tools.size() ? "offset-" + to : null);
    }

    private static String result(List<String> page, String nextCursor) {
        String cursor = nextCursor == null ? "" : ",\"nextCursor\":" + TextNode.valueOf(nextCursor);
        return "\"result\":{\"tools\":" + listOf(page) + cursor + "}";
    }

    private static String listOf(List<String> definitions) {
        return definitions.stream().collect(Collectors.joining(",", "[", "]"));
    }

    private void reply(Call call, String outcome) {
        String id =
                switch (envelope) {
                    case TEXT_ID ->
                        TextNode.valueOf(call.message().path("id").asText()).toString();
                    case FOREIGN_ID -> "4711";
                    default -> call.id();
                };
        String reply = "{\"jsonrpc\":\"2.0\",\"id\":" + id + "," + outcome + "}";
        String message = envelope == Envelope.BATCH ? "[" + reply + "]" : reply;
        if (inEvents) {
            replyInEvents(call, message);
        } else {
            send(call, 200, "application/json", message);
        }
    }

    private void replyInEvents(Call call, String message) {
        List<String> events = new ArrayList<>();
        if (primingFirst) {
            events.add("id: 0\ndata: \n\n");
        }
        if (notificationFirst) {
            events.add(event("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}"));
            events.add(event("{\"jsonrpc\":\"2.0\",\"id\":" + call.id() + ",\"method\":\"ping\"}"));
        }
        events.add(event(message));
        HttpServerResponse response = events(call);
        events.forEach(response::write);
        if (!keepsStreamsOpen) {
            response.end();
        }
    }

    private static String event(String data) {
        return "event: message\nid: " + UUID.randomUUID() + "\ndata: " + data + "\n\n";
    }

    private static HttpServerResponse events(Call call) {
        return chunked(call, "text/event-stream");
    }

    private static HttpServerResponse chunked(Call call, String contentType) {
        return call.response().setChunked(true).putHeader("Content-Type", contentType);
    }

    private static void drip(HttpServerResponse response, String drop) {
        VERTX.setPeriodic(DRIP_MILLIS, timer -> {
            if (response.closed()) {
                VERTX.cancelTimer(timer);
            } else {
                response.write(drop);
            }
        });
    }

    private static void breakOff(Call call) {
        call.response().closeHandler(null);
        call.request().connection().close();
    }

    private static void send(Call call, int status, String contentType, String body) {
        HttpServerResponse response = call.response().setStatusCode(status);
        if (contentType != null) {
            response.putHeader("Content-Type", contentType);
        }
        response.end(Buffer.buffer(body));
    }

    private static JsonNode parse(String body) {
        try {
            JsonNode parsed = JSON.readTree(body);
            return parsed instanceof ObjectNode ? parsed : MissingNode.getInstance();
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    private void signal() {
        synchronized (changed) {
            changed.notifyAll();
        }
    }

    private void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        synchronized (changed) {
            while (!condition.getAsBoolean()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("Waited in vain for " + what + "; received " + received());
                }
                try {
                    changed.wait(left);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(interrupted);
                }
            }
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("The fake MCP server could not be started or stopped", failure);
        }
    }
}
