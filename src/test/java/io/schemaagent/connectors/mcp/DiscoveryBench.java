package io.schemaagent.connectors.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Discoveries a second of our client, and of a bare Vert.x client that sends the same requests and parses the same JSON,
 * by turns in one process. No test: {@code bench/README.md} says how to run it, and it asserts only that all went well.
 */
@QuarkusTest
class DiscoveryBench {

    private static final int CALLERS = Integer.getInteger("bench.callers", 32);
    private static final long SECONDS = Long.getLong("bench.seconds", 8);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);

    @Inject
    TestClient client;

    @Inject
    Vertx vertx;

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void discoversAsFastAsABareClientNearly() throws Exception {
        Process upstream = new ProcessBuilder("node", "bench/upstream.mjs").start();
        try {
            String origin = "http://127.0.0.1:" + portOf(upstream);
            for (String path : List.of("/mcp", "/modern")) {
                compare(origin, path);
            }
        } finally {
            upstream.destroy();
        }
    }

    private static String portOf(Process upstream) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(upstream.getInputStream(), StandardCharsets.UTF_8));
        return output.readLine();
    }

    private void compare(String origin, String path) {
        McpClient ours = client.with(Bounds.wide());
        McpServer server = TestClient.aServer(origin + path);
        HttpClient bare = vertx.httpClientBuilder()
                .with(new HttpClientOptions().setKeepAliveTimeout(15))
                .with(new PoolOptions().setHttp1MaxSize(64))
                .build();
        Function<Context, Future<Boolean>> withOurs = context -> Future.future(done -> ours.discover(server)
                .subscribe()
                .with(outcome -> done.complete(outcome instanceof DiscoveryOutcome.Found), done::fail));
        Function<Context, Future<Boolean>> withBare = context -> discover(bare, origin + path);
        run(withOurs);
        run(withBare);
        List<Long> oursDone = new ArrayList<>();
        List<Long> bareDone = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            oursDone.add(run(withOurs));
            bareDone.add(run(withBare));
        }
        System.out.printf(
                "%s: ours %d/s, bare %d/s, ratio %.2f%n",
                path,
                median(oursDone) / SECONDS,
                median(bareDone) / SECONDS,
                (double) median(oursDone) / median(bareDone));
        bare.close();
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** How many were done in the time, by so many callers each of whom has one under way. */
    private long run(Function<Context, Future<Boolean>> discovery) {
        AtomicLong count = new AtomicLong();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            CompletableFuture<Void> caller = new CompletableFuture<>();
            callers.add(caller);
            Context context = vertx.getOrCreateContext();
            context.runOnContext(go -> again(context, discovery, count, end, caller));
        }
        callers.forEach(CompletableFuture::join);
        assertThat(count).hasPositiveValue();
        return count.get();
    }

    private static void again(
            Context context,
            Function<Context, Future<Boolean>> discovery,
            AtomicLong count,
            long end,
            CompletableFuture<Void> caller) {
        discovery.apply(context).onFailure(caller::completeExceptionally).onSuccess(good -> {
            if (!good) {
                caller.completeExceptionally(new AssertionError("A discovery failed"));
            } else if (System.nanoTime() > end) {
                caller.complete(null);
            } else {
                count.incrementAndGet();
                context.runOnContext(next -> again(context, discovery, count, end, caller));
            }
        });
    }

    // --- the bare client ---

    private Future<Boolean> discover(HttpClient bare, String url) {
        return post(
                        bare,
                        url,
                        Map.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "server/discover"),
                        modern("server/discover"))
                .compose(answer -> answer.body()
                        .compose(read -> answer.statusCode() == 200 ? listModern(bare, url) : openSession(bare, url)));
    }

    private static String modern(String method) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method
                + "\",\"params\":{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}";
    }

    private Future<Boolean> listModern(HttpClient bare, String url) {
        return post(
                        bare,
                        url,
                        Map.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/list"),
                        modern("tools/list"))
                .compose(HttpClientResponse::body)
                .map(this::hasTools);
    }

    private Future<Boolean> openSession(HttpClient bare, String url) {
        return post(bare, url, Map.of(), """
                {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
                "clientInfo":{"name":"bare","version":"1"}}}""")
                .compose(hello -> hello.body().map(read -> hello.getHeader("Mcp-Session-Id")))
                .compose(session ->
                        listTools(bare, url, Map.of("Mcp-Session-Id", session, "MCP-Protocol-Version", "2025-11-25")));
    }

    private Future<Boolean> listTools(HttpClient bare, String url, Map<String, String> session) {
        return post(bare, url, session, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                .compose(HttpClientResponse::body)
                .compose(told -> post(
                        bare, url, session, "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\",\"params\":{}}"))
                .compose(HttpClientResponse::body)
                .compose(listing -> send(bare, HttpMethod.DELETE, url, session, null)
                        .compose(HttpClientResponse::body)
                        .map(ended -> hasTools(listing)));
    }

    private Future<HttpClientResponse> post(HttpClient bare, String url, Map<String, String> headers, String message) {
        return send(bare, HttpMethod.POST, url, headers, message);
    }

    private static Future<HttpClientResponse> send(
            HttpClient bare, HttpMethod method, String url, Map<String, String> headers, String message) {
        RequestOptions options = new RequestOptions()
                .setAbsoluteURI(url)
                .setMethod(method)
                .putHeader("Accept", "application/json, text/event-stream");
        headers.forEach(options::putHeader);
        if (message == null) {
            return bare.request(options).compose(request -> request.send());
        }
        options.putHeader("Content-Type", "application/json");
        return bare.request(options).compose(request -> request.send(message));
    }

    private boolean hasTools(Buffer answer) {
        byte[] bytes = answer.getBytes();
        int start = bytes[0] == '{' ? 0 : "data: ".length();
        try {
            return json.readTree(bytes, start, bytes.length - start)
                    .path("result")
                    .path("tools")
                    .isArray();
        } catch (IOException malformed) {
            throw new IllegalStateException(malformed);
        }
    }
}
