package io.schemaagent.connectors.agent.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.LoopbackServer;
import io.schemaagent.connectors.fuzz.JsonText;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.Optional;

/**
 * Stands between the conformance suite and the endpoint: the suite has no token, and knows its tools by names without a
 * connector. All else is passed on as it comes.
 */
final class SuiteProxy implements AutoCloseable {

    private static final String NAME_HEADER = "Mcp-Name";

    private final String token;
    private final String prefix;
    private final SocketAddress target;
    private final LoopbackServer server = new LoopbackServer(Optional.empty(), this::handle);
    private HttpClient client;

    SuiteProxy(URI endpoint, String token, String connector) {
        this.token = token;
        this.prefix = connector + "__";
        this.target = SocketAddress.inetSocketAddress(endpoint.getPort(), endpoint.getHost());
        server.listen();
    }

    String url() {
        return server.origin() + "/mcp";
    }

    /** All are handled by one event loop. */
    private HttpClient client() {
        if (client == null) {
            client = Vertx.currentContext().owner().createHttpClient();
        }
        return client;
    }

    private void handle(HttpServerRequest request) {
        request.body()
                .compose(body -> client().request(options(request)).compose(passedOn -> passedOn.send(named(body))))
                .compose(response -> response.body().compose(body -> answer(request, response, body)))
                .onFailure(failure -> request.response().setStatusCode(502).end());
    }

    private RequestOptions options(HttpServerRequest request) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
        headers.remove("Content-Length").remove("Transfer-Encoding").set("Authorization", "Bearer " + token);
        if (headers.contains(NAME_HEADER)) {
            headers.set(NAME_HEADER, prefix + headers.get(NAME_HEADER).strip());
        }
        return new RequestOptions()
                .setServer(target)
                .setMethod(request.method())
                .setURI(request.uri())
                .setHeaders(headers);
    }

    private Buffer named(Buffer body) {
        JsonNode message = JsonText.read(body.toString());
        JsonNode params = message.path("params");
        if (params.path("name").isTextual()) {
            ((ObjectNode) params).put("name", prefix + params.path("name").asText());
            return Buffer.buffer(message.toString());
        }
        return body;
    }

    private Future<Void> answer(HttpServerRequest request, HttpClientResponse response, Buffer body) {
        JsonNode message = JsonText.read(body.toString());
        message.path("result").path("tools").forEach(tool -> ((ObjectNode) tool)
                .put("name", tool.path("name").asText().replaceFirst(prefix, "")));
        request.response().setStatusCode(response.statusCode());
        response.headers().remove("Content-Length").remove("Transfer-Encoding");
        request.response().headers().addAll(response.headers());
        return request.response().end(message.isObject() ? Buffer.buffer(message.toString()) : body);
    }

    @Override
    public void close() {
        server.die();
    }
}
