package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.schemaagent.connectors.Changes;
import io.schemaagent.connectors.LoopbackServer;
import io.schemaagent.connectors.secrecy.KnownSecrets;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.KeyCertOptions;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
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

    static final String PATH = "/mcp";
    private static final String EVERYTHING = "*";
    private static final String HALF_AN_EVENT = "event: message\ndata: {\"jsonrpc\":";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Received> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Consumer<FakeExchange>> rules = new ConcurrentHashMap<>();
    private final Map<String, Queue<Consumer<FakeExchange>>> nextRules = new ConcurrentHashMap<>();
    private final Queue<FakeExchange> held = new ConcurrentLinkedQueue<>();
    private final Map<String, String> requiredHeaders = new ConcurrentHashMap<>();
    private final AtomicInteger abandoned = new AtomicInteger();
    private final Changes changes = new Changes();

    private final FakeTools tools = new FakeTools();
    private final FakeReplies replies = new FakeReplies();
    private final FakeCalls calls = new FakeCalls(replies, changes::signal);
    private final FakeLegacyEra legacy = new FakeLegacyEra(tools, calls, replies);
    private final FakeModernEra modern = new FakeModernEra(tools, calls, replies);
    private final FakeSseTransport sse = new FakeSseTransport(legacy);

    private final LoopbackServer http;
    private volatile Speech speech = Speech.LEGACY;
    private volatile boolean listingOnly;
    private volatile Gate gate = (request, message) -> Optional.empty();

    /** What it understands. */
    private enum Speech {
        LEGACY,
        MODERN,
        BOTH,
        HTTP_WITH_SSE
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

    /** Stands before the server, and answers what is not for it. */
    @FunctionalInterface
    public interface Gate {

        /**
         * What this request gets instead of an answer of the server; empty where the server answers.
         *
         * @param message its body, missing where it is no JSON object
         */
        Optional<Answer> check(HttpServerRequest request, JsonNode message);
    }

    /**
     * What a {@link Gate} answers.
     *
     * @param body as JSON, empty where there is none
     */
    public record Answer(int status, Map<String, String> headers, String body) {}

    private FakeMcpServer(Optional<KeyCertOptions> tls) {
        http = new LoopbackServer(tls, this::receive);
        withTools(2);
    }

    /** A server that listens at a port of its own. */
    public static FakeMcpServer start() {
        return start(Optional.empty());
    }

    /** A server that listens where somebody was told before that it would. */
    public static FakeMcpServer startAt(int port) {
        FakeMcpServer server = new FakeMcpServer(Optional.empty());
        server.http.listenAt(port);
        return server;
    }

    /** The same over TLS, with this certificate. */
    public static FakeMcpServer startOverTls(KeyCertOptions certificate) {
        return start(Optional.of(certificate));
    }

    private static FakeMcpServer start(Optional<KeyCertOptions> tls) {
        FakeMcpServer server = new FakeMcpServer(tls);
        server.http.listen();
        return server;
    }

    /** The MCP endpoint. */
    public String url() {
        return origin() + PATH;
    }

    /** Scheme, host and port. */
    public String origin() {
        return http.origin();
    }

    public int port() {
        return http.port();
    }

    // --- what it serves ---

    /** Tools named {@code tool-1} to {@code tool-n}, instead of those before. */
    public FakeMcpServer withTools(int count) {
        return withTools(
                IntStream.rangeClosed(1, count).mapToObj(i -> "tool-" + i).toArray(String[]::new));
    }

    /** Tools of these names, instead of those before. */
    public FakeMcpServer withTools(String... names) {
        tools.definitions.clear();
        tools.definitions.addAll(Arrays.stream(names).map(FakeMcpServer::aTool).toList());
        return this;
    }

    /** One more tool, its definition as JSON text, which may be anything. */
    public FakeMcpServer withTool(String definition) {
        tools.definitions.add(definition);
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

    /** One more tool, with half of a surrogate pair in the name of a field of its schema. */
    public FakeMcpServer withToolCarryingLoneSurrogateInAFieldName(String name) {
        return withTool("""
                {"name":"%s","description":"x","inputSchema":{"type":"object","properties":{"k\\ud83d":{"type":"string"}}}}""".formatted(name));
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
        tools.pageSize = size;
        tools.cursors = FakeTools.Cursors.BY_OFFSET;
        return this;
    }

    /** Gives the second half of its tools for the cursor {@code ""}. */
    public FakeMcpServer withEmptyCursor() {
        tools.cursors = FakeTools.Cursors.EMPTY_TEXT;
        return this;
    }

    /** Has another page with another tool after every page. */
    public FakeMcpServer withEndlessCursor() {
        tools.cursors = FakeTools.Cursors.NEVER_ENDING;
        return this;
    }

    /** Gives the same cursor with every page. */
    public FakeMcpServer withRepeatedCursor() {
        tools.cursors = FakeTools.Cursors.REPEATED;
        return this;
    }

    /** Keeps no sessions. */
    public FakeMcpServer withoutSessions() {
        legacy.withSessions = false;
        return this;
    }

    /** Answers requests without this header with 401 and a {@code Bearer} challenge. */
    public FakeMcpServer requiresHeader(String name, String value) {
        requiredHeaders.put(name, value);
        KnownSecrets.addHeader("header that a fake server asks for", value);
        return this;
    }

    /** Answers requests without this access token with 401. */
    public FakeMcpServer requiresBearer(String token) {
        return requiresHeader("Authorization", "Bearer " + token);
    }

    /** Has this answer first whatever the server is to answer as it should; misbehaviour comes before it. */
    public FakeMcpServer behind(Gate keeper) {
        gate = keeper;
        return this;
    }

    /** Is no MCP server, but lists its tools at {@code GET …/mcp/tools}; everything else is 404. */
    public FakeMcpServer servesTheListingOnly() {
        listingOnly = true;
        return this;
    }

    // --- what it speaks ---

    /** Speaks the legacy era over Streamable HTTP, as it does when it starts. */
    public FakeMcpServer speaksTheLegacyEra() {
        return speaks(Speech.LEGACY);
    }

    /** Speaks MCP 2026-07-28 and nothing before, strictly: what is wrong with a request is refused. */
    public FakeMcpServer speaksTheModernEraOnly() {
        return speaks(Speech.MODERN);
    }

    /** Speaks the modern era with those who say that they do, in a header or in {@code _meta}, else the legacy era. */
    public FakeMcpServer speaksBothEras() {
        return speaks(Speech.BOTH);
    }

    /**
     * Speaks 2024-11-05: {@code GET} opens a stream that names an endpoint and carries the replies to what is posted
     * there. What it does when it is asked a JSON-RPC method counts at that endpoint only.
     */
    public FakeMcpServer speaksHttpWithSse() {
        return speaks(Speech.HTTP_WITH_SSE);
    }

    private FakeMcpServer speaks(Speech what) {
        modern.besideTheLegacyEra = what == Speech.BOTH;
        speech = what;
        return this;
    }

    // --- how it answers ---

    public FakeMcpServer answersInJson() {
        replies.inEvents = false;
        return this;
    }

    public FakeMcpServer answersInEvents() {
        replies.inEvents = true;
        return this;
    }

    /** Answers in events, of which the first has an id and empty data. */
    public FakeMcpServer answersInEventsAfterPriming() {
        replies.primingFirst = true;
        return answersInEvents();
    }

    /** Answers in events, of which the first are a notification and a request of its own with the reply's id. */
    public FakeMcpServer answersInEventsAfterNotification() {
        replies.notificationFirst = true;
        return answersInEvents();
    }

    /** Answers in events and leaves the stream open. */
    public FakeMcpServer answersInEventsWithoutEnd() {
        replies.keepsStreamsOpen = true;
        return answersInEvents();
    }

    /** Answers in events and says before every reply that its tools changed. */
    public FakeMcpServer sendsListChangedWithEveryReply() {
        replies.listChangedFirst = true;
        return answersInEvents();
    }

    /** Wraps every reply into an array, as 2025-03-26 allowed. */
    public FakeMcpServer answersInBatches() {
        replies.envelope = FakeReplies.Envelope.BATCH;
        return this;
    }

    /** Repeats the request's id as text. */
    public FakeMcpServer answersWithTextId() {
        replies.envelope = FakeReplies.Envelope.TEXT_ID;
        return this;
    }

    /** Answers requests that nobody sent. */
    public FakeMcpServer answersWithForeignId() {
        replies.envelope = FakeReplies.Envelope.FOREIGN_ID;
        return this;
    }

    /** Answers {@code initialize} with this protocol version, whatever was offered. */
    public FakeMcpServer speaksVersion(String version) {
        legacy.forcedVersion = version;
        return this;
    }

    /** What it says about itself, as JSON text. */
    public FakeMcpServer introducesItselfAs(String serverInfoJson) {
        legacy.serverInfo = serverInfoJson;
        modern.serverInfo = serverInfoJson;
        return this;
    }

    /** Forgets all sessions at the next request within one, which gets this status; 404 is right, some say 400. */
    public FakeMcpServer losesSessionOnce(int status) {
        legacy.sessionLossStatus = status;
        return this;
    }

    // --- how it answers in the modern era ---

    /** The versions of the modern era that it understands and names; beside it, it names those of the legacy era. */
    public FakeMcpServer supportsModernVersions(String... versions) {
        modern.versions = List.of(versions);
        return this;
    }

    /** Refuses the version of the next modern request, although it names that very version as supported. */
    public FakeMcpServer refusesTheFirstVersionOnce() {
        modern.refusesNextVersion.set(true);
        return this;
    }

    /** How long its lists may be kept; 0 unless it is told. */
    public FakeMcpServer givesListsATtl(long millis) {
        modern.listTtl = millis;
        return this;
    }

    /** Gives results without {@code resultType}, which then is {@code complete}. */
    public FakeMcpServer leavesTheResultTypeOut() {
        return answersResultType(null);
    }

    /** Gives results of this type, though they are complete. */
    public FakeMcpServer answersResultType(String type) {
        modern.resultType = type;
        return this;
    }

    /** Does not introduce itself when it is discovered, but in {@code _meta} of every result. */
    public FakeMcpServer omitsServerInfo() {
        modern.omitsServerInfo = true;
        return this;
    }

    /**
     * Asks for input at the next call, and refuses what is not the right retry of it until that came. Either may be
     * null, and is left out then.
     */
    public FakeMcpServer onCallAsksForInput(String inputRequestsJson, String requestState) {
        modern.input.ask(inputRequestsJson, requestState, false);
        return this;
    }

    /** Asks for input at every call and at every right retry of it. */
    public FakeMcpServer keepsAskingForInput(String inputRequestsJson, String requestState) {
        modern.input.ask(inputRequestsJson, requestState, true);
        return this;
    }

    // --- how it answers over HTTP with SSE ---

    /** Names the endpoint like this, where <code>{session}</code> stands for the session's id. */
    public FakeMcpServer givesTheEndpointAs(String data) {
        sse.endpoint = data;
        return this;
    }

    /** Opens streams in which there is a comment, but no endpoint. */
    public FakeMcpServer neverSendsTheEndpoint() {
        sse.neverSendsTheEndpoint = true;
        return this;
    }

    /** Has written the reply into the stream before it answers the POST. */
    public FakeMcpServer repliesBefore202() {
        sse.repliesFirst = true;
        return this;
    }

    /** Says that its tools changed as soon as it has named the endpoint. */
    public FakeMcpServer sendsListChangedFirst() {
        sse.listChangedFirst = true;
        return this;
    }

    /** Ends the stream, and with it the session, instead of a reply to this JSON-RPC method. */
    public FakeMcpServer dropsTheStreamOn(String method) {
        sse.droppedOn.add(method);
        return this;
    }

    /** Refuses what is posted to its URL with this status; 404 unless it is told. */
    public FakeMcpServer refusesPostsToItsUrlWith(int status) {
        sse.postRefusal = status;
        return this;
    }

    // --- how it answers calls of tools ---

    /** Answers calls with this result, as JSON text. */
    public FakeMcpServer answersCallsWith(String resultJson) {
        calls.result = resultJson;
        return this;
    }

    /** Answers calls with a text of this many bytes. */
    public FakeMcpServer answersCallsHuge(int bytes) {
        return answersCallsWith(FakeCalls.aResult("x".repeat(bytes)));
    }

    /** Answers calls in events, of which the first report that much progress, whether or not that was asked for. */
    public FakeMcpServer answersCallsInEventsAfterProgress(int count) {
        calls.progress = count;
        calls.inEvents = true;
        return this;
    }

    /** Answers calls in events, of which the first say this of their progress, <code>{token}</code> being the client's. */
    public FakeMcpServer reportsOnCalls(String... paramsJson) {
        calls.reports = List.of(paramsJson);
        calls.inEvents = true;
        return this;
    }

    /** Asks the client this within every call of the legacy era, in events, and replies once it has its answer. */
    public FakeMcpServer onCallAsks(String method, String paramsJson) {
        calls.question = new FakeCalls.Question(method, paramsJson);
        return this;
    }

    /**
     * Ends the stream of the next call of the legacy era after an event that has an id, no data and this time to wait.
     * The reply is for a {@code GET} with that id.
     */
    public FakeMcpServer dropsTheCallStreamOnce(long retryMillis) {
        calls.loseNextStream(new FakeCalls.Loss(retryMillis, false));
        return this;
    }

    /** The same, but closes the connection in the middle of the stream. */
    public FakeMcpServer breaksTheCallStreamOnce(long retryMillis) {
        calls.loseNextStream(new FakeCalls.Loss(retryMillis, true));
        return this;
    }

    /** Has no streams for a {@code GET}, although it gave an id to resume at. */
    public FakeMcpServer neverResumes() {
        calls.neverResumes = true;
        return this;
    }

    // --- how it misbehaves ---

    /** What it does wrong from now on, whatever it is asked. */
    public Misbehaviour onEverything() {
        return new Misbehaviour(EVERYTHING, false);
    }

    /**
     * What it does wrong from now on when it is asked this: a JSON-RPC method, or {@code GET} or {@code DELETE}, or
     * {@code POST} for an answer to a request of its own. Counts more than {@link #onEverything}.
     */
    public Misbehaviour on(String name) {
        return new Misbehaviour(name, false);
    }

    /** What it does wrong the next time it is asked this; said twice, the next two times. Counts more than both. */
    public Misbehaviour onNext(String name) {
        return new Misbehaviour(name, true);
    }

    /** Takes no connections any more and drops those it has, until it is told to answer normally. */
    public FakeMcpServer dies() {
        http.die();
        return this;
    }

    /** Answers all who wait for that, as {@link Misbehaviour#answersWhenReleased} made them. */
    public FakeMcpServer releases() {
        // On the one event loop, so that a request that was seen is held by now.
        LoopbackServer.soon(() -> {
            for (FakeExchange next = held.poll(); next != null; next = held.poll()) {
                answerNormally(next);
            }
        });
        return this;
    }

    /** Is a correct server again, at the same port, with the tools and requirements that it has, in what it speaks. */
    public FakeMcpServer answersNormally() {
        rules.clear();
        nextRules.clear();
        tools.cursors = FakeTools.Cursors.BY_OFFSET;
        replies.envelope = FakeReplies.Envelope.PLAIN;
        legacy.answerNormally();
        modern.answerNormally();
        sse.answerNormally();
        calls.answerNormally();
        listingOnly = false;
        http.listen();
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

        private FakeMcpServer with(Consumer<FakeExchange> answer) {
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
            return with(call -> call.inEvents(events -> events.write(HALF_AN_EVENT)));
        }

        /** Says how far it is as it was told to, in an event stream that it leaves open. */
        public FakeMcpServer hangsAfterItsReports() {
            return with(call -> call.inEvents(events -> {
                calls.report(call, events);
                return Future.succeededFuture();
            }));
        }

        /** The same, and closes the connection. */
        public FakeMcpServer closesAfterItsReports() {
            return with(call -> call.inEvents(events -> {
                calls.report(call, events);
                return events.write(HALF_AN_EVENT).onComplete(written -> call.breakOffReplies());
            }));
        }

        /** Asks the client something in an event stream that it leaves open. */
        public FakeMcpServer asksInAStream(String method, String paramsJson) {
            String question = "{\"jsonrpc\":\"2.0\",\"id\":\"beside\",\"method\":%s,\"params\":%s}"
                    .formatted(TextNode.valueOf(method), paramsJson);
            return with(call -> call.inEvents(events -> events.write(FakeExchange.event(question))));
        }

        /** Sends comments of an event stream forever. */
        public FakeMcpServer dripsEvents() {
            return with(call -> call.inEvents(events -> drip(events, ": wait\n")));
        }

        /** Sends the spaces before a JSON reply forever. */
        public FakeMcpServer dripsJson() {
            return with(call -> drip(call.chunked("application/json"), " "));
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
            String padding = "{\"padding\":\"" + "x".repeat(bytes) + "\"}";
            return with(call -> call.sendReply(FakeReplies.plain(call, FakeReplies.result(padding))));
        }

        /** Answers with an event stream that has this many bytes before the reply would come. */
        public FakeMcpServer answersHugeStream(int bytes) {
            return with(call -> call.inEvents(events -> events.end(":" + "x".repeat(bytes) + "\n\n")));
        }

        public FakeMcpServer redirectsTo(String location) {
            return with(call -> {
                call.response().putHeader("Location", location);
                call.send(307, null, "");
            });
        }

        public FakeMcpServer answersInvalidJson() {
            return with(call -> call.sendReply("{\"jsonrpc\": oops"));
        }

        /** Answers with a JSON-RPC error whose text a caller must not repeat. */
        public FakeMcpServer answersError(int code) {
            return answersError(code, "refused");
        }

        public FakeMcpServer answersError(int code, String message) {
            return with(call -> replies.reply(call, FakeReplies.error(code, message, null)));
        }

        /** Answers with the JSON-RPC error for a method that it does not have. */
        public FakeMcpServer doesNotKnowTheMethod() {
            return answersError(-32601, "Method not found");
        }

        /** Answers with a reply that has neither result nor error. */
        public FakeMcpServer leavesTheResultOut() {
            return with(call -> replies.reply(call, "\"extra\":true"));
        }

        /** Answers with this result, as JSON text. */
        public FakeMcpServer answersResult(String result) {
            return with(call -> replies.reply(call, FakeReplies.result(result)));
        }

        /** Answers 401 with this value of {@code WWW-Authenticate}. */
        public FakeMcpServer asksForCredentials(String challenge) {
            return asksForCredentials(401, challenge);
        }

        /** The same with this status. */
        public FakeMcpServer asksForCredentials(int status, String challenge) {
            return with(call -> {
                call.response().putHeader("WWW-Authenticate", challenge);
                call.send(status, "application/json", "{\"error\":\"unauthorized\"}");
            });
        }

        /** Answers with this status and a JSON-RPC error, with this data as JSON text unless it is null. */
        public FakeMcpServer answersStatusWithRpcError(int status, int code, String dataJson) {
            String error = FakeReplies.error(code, "refused", dataJson);
            return with(call -> call.send(status, "application/json", FakeReplies.plain(call, error)));
        }

        /** Answers with these bytes as JSON, and says that they are encoded like this. */
        public FakeMcpServer answersEncoded(String contentEncoding, byte[] body) {
            Buffer bytes = Buffer.buffer(body);
            return with(call -> call.response()
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Content-Encoding", contentEncoding)
                    .end(bytes));
        }

        /** Answers normally, but with a header of this many bytes. */
        public FakeMcpServer sendsHugeHeaders(int bytes) {
            return with(call -> {
                call.response().putHeader("X-Padding", "x".repeat(bytes));
                answerNormally(call);
            });
        }

        /** Answers normally as soon as {@link FakeMcpServer#releases} says so. */
        public FakeMcpServer answersWhenReleased() {
            return with(held::add);
        }

        /** Answers normally after this time; where the order matters and not the time, release it instead. */
        public FakeMcpServer answersLater(long millis) {
            return with(call -> LoopbackServer.later(millis, () -> answerNormally(call)));
        }

        public FakeMcpServer answersStatus(int status) {
            return answers(status, "text/plain", "upstream text for status " + status);
        }

        public FakeMcpServer answers(int status, String contentType, String body) {
            return with(call -> call.send(status, contentType, body));
        }

        /** Closes the connection instead of an answer. */
        public FakeMcpServer closesTheConnection() {
            return with(FakeExchange::breakOff);
        }

        /** Closes the connection in the middle of an event. */
        public FakeMcpServer closesInTheMiddleOfAStream() {
            return with(call ->
                    call.inEvents(events -> events.write(HALF_AN_EVENT).onComplete(written -> call.breakOffReplies())));
        }

        /** Ends an event stream in which there was no event. */
        public FakeMcpServer endsTheStreamWithoutAReply() {
            return with(call -> call.inEvents(HttpServerResponse::end));
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

    /** What clients said to requests of its own, in order of arrival. */
    public List<JsonNode> answers() {
        return calls.answers();
    }

    /** Forgets what it was asked, once nobody has a good-bye to say any more that would be taken for what comes then. */
    public void forgetRequests() {
        awaitNoSessions();
        requests.clear();
        calls.forgetAnswers();
    }

    /** How many sessions are open; with HTTP+SSE, how many streams that began one. */
    public int openSessions() {
        return legacy.openSessions() + sse.openSessions();
    }

    /** How many exchanges, open streams among them, the other side broke off before they were complete. */
    public int abandonedExchanges() {
        return abandoned.get();
    }

    /** Waits until that many requests of this name have arrived; fails after a while. */
    public void awaitRequests(String name, int count) {
        await(() -> requests(name).size() >= count, count + " × " + name);
    }

    /** Waits until clients have ended all sessions, which they do behind the back of whoever has an answer; fails after a while. */
    public void awaitNoSessions() {
        awaitSessions(0);
    }

    /** The same, but for so many that are left. */
    public void awaitSessions(int count) {
        await(() -> openSessions() == count, count + " sessions, not " + openSessions());
    }

    /** Waits until clients have said something to that many requests of its own; fails after a while. */
    public void awaitAnswers(int count) {
        await(() -> answers().size() >= count, count + " answers");
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
            sse.forget(request);
            abandoned.incrementAndGet();
            isOver(request);
        });
        request.response().endHandler(answered -> isOver(request));
        request.response().exceptionHandler(lost -> {});
        request.body().onSuccess(body -> received(request, body.toString()));
    }

    /** A client that has said good-bye has ended its session, whatever a test has the server answer to that meanwhile. */
    private void isOver(HttpServerRequest request) {
        if (request.method().equals(HttpMethod.DELETE)) {
            legacy.forget(request.getHeader("Mcp-Session-Id"));
        }
        changes.signal();
    }

    private void received(HttpServerRequest request, String body) {
        Received received = new Received(request.method().name(), request.uri(), copyOf(request.headers()), body);
        requests.add(received);
        received.header("Authorization").ifPresent(value -> KnownSecrets.addHeader("credential sent upstream", value));
        changes.signal();
        FakeExchange call = speech == Speech.HTTP_WITH_SSE
                ? sse.exchange(request, received.json())
                : new FakeExchange(request, received.json());
        answerTo(call, received.name()).accept(call);
    }

    private static MultiMap copyOf(MultiMap headers) {
        return MultiMap.caseInsensitiveMultiMap().addAll(headers);
    }

    private Consumer<FakeExchange> answerTo(FakeExchange call, String name) {
        Consumer<FakeExchange> always = rules.getOrDefault(EVERYTHING, this::answerNormally);
        if (speech == Speech.HTTP_WITH_SSE && call.is(HttpMethod.POST) && !call.isPushed()) {
            return always;
        }
        Consumer<FakeExchange> next =
                nextRules.getOrDefault(name, new ArrayDeque<>()).poll();
        return next != null ? next : rules.getOrDefault(name, always);
    }

    private void answerNormally(FakeExchange call) {
        gate.check(call.request(), call.message())
                .ifPresentOrElse(answer -> call.send(answer), () -> answerBehindTheGate(call));
    }

    private void answerBehindTheGate(FakeExchange call) {
        if (!isAuthorized(call.request())) {
            call.response().putHeader("WWW-Authenticate", "Bearer realm=\"fake\"");
            call.send(401, null, "");
        } else if (listingOnly) {
            list(call);
        } else if (speech == Speech.HTTP_WITH_SSE) {
            sse.answer(call);
        } else if (!call.request().path().equals(PATH)) {
            call.send(404, null, "");
        } else if (speech == Speech.MODERN || (speech == Speech.BOTH && FakeModernEra.isMeantBy(call))) {
            modern.answer(call);
        } else {
            legacy.answer(call);
        }
    }

    private boolean isAuthorized(HttpServerRequest request) {
        return requiredHeaders.entrySet().stream()
                .allMatch(required -> required.getValue().equals(request.getHeader(required.getKey())));
    }

    private void list(FakeExchange call) {
        if (call.is(HttpMethod.GET) && call.request().path().endsWith("/mcp/tools")) {
            call.send(200, "application/json", "{\"tools\":" + tools.all() + "}");
        } else {
            call.send(404, null, "");
        }
    }

    private static Future<Void> drip(HttpServerResponse response, String drop) {
        LoopbackServer.drip(response, drop);
        return Future.succeededFuture();
    }

    /** The text as a JSON object, missing where it is none. */
    static JsonNode parse(String body) {
        try {
            JsonNode parsed = JSON.readTree(body);
            return parsed instanceof ObjectNode ? parsed : MissingNode.getInstance();
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    private void await(BooleanSupplier condition, String what) {
        changes.await(condition, () -> what + "; received " + received());
    }
}
