package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends to a {@link FakeMcpServer} what a test says, right or wrong, and knows nothing of MCP. */
final class PlainClient {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private PlainClient() {}

    /** An event of a stream; what it does not have is empty. */
    record Event(String name, String id, String retry, String data) {

        JsonNode json() {
            return FakeMcpServer.parse(data);
        }
    }

    /** An event stream that is read as it comes. */
    static final class Events implements AutoCloseable {

        private final HttpResponse<InputStream> response;
        private final BufferedReader lines;

        private Events(HttpResponse<InputStream> response) {
            this.response = response;
            lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        int status() {
            return response.statusCode();
        }

        /** Waits for the next event; empty where the stream ends before it is complete. */
        Optional<Event> next() {
            Event event = new Event("", "", "", "");
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.isEmpty()) {
                        return Optional.of(event);
                    }
                    event = with(event, line);
                }
                return Optional.empty();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        private static Event with(Event event, String line) {
            String value = line.substring(line.indexOf(':') + 1).strip();
            return switch (line.substring(0, line.indexOf(':'))) {
                case "event" -> new Event(value, event.id, event.retry, event.data);
                case "id" -> new Event(event.name, value, event.retry, event.data);
                case "retry" -> new Event(event.name, event.id, value, event.data);
                case "data" -> new Event(event.name, event.id, event.retry, value);
                default -> event;
            };
        }

        /** Waits for the next event, which has to come. */
        Event get() {
            return next().orElseThrow();
        }

        /** Waits for the end of the stream. */
        List<Event> rest() {
            List<Event> events = new ArrayList<>();
            for (Optional<Event> event = next(); event.isPresent(); event = next()) {
                events.add(event.get());
            }
            return events;
        }

        @Override
        public void close() {
            try {
                response.body().close();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    private static HttpRequest request(String method, String url, Map<String, String> headers, String body) {
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .method(method, publisher)
                .header("X-Test", "plain");
        headers.forEach(request::header);
        return request.build();
    }

    /** Sends a request and waits for all of its response. */
    static HttpResponse<String> send(String method, String url, Map<String, String> headers, String body) {
        return sendLater(method, url, headers, body).join();
    }

    /** Sends a request whose response comes when it comes. */
    static CompletableFuture<HttpResponse<String>> sendLater(
            String method, String url, Map<String, String> headers, String body) {
        return HTTP.sendAsync(request(method, url, headers, body), BodyHandlers.ofString());
    }

    /** Sends a request and waits for the head of its response. */
    static Events open(String method, String url, Map<String, String> headers, String body) {
        return new Events(HTTP.sendAsync(request(method, url, headers, body), BodyHandlers.ofInputStream())
                .join());
    }

    /** What a response says, where it is one JSON object. */
    static JsonNode jsonOf(HttpResponse<String> response) {
        return FakeMcpServer.parse(response.body());
    }

    /** The text of a request. */
    static String aRequest(int id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}".formatted(id, method, params);
    }

    /** The text of a notification. */
    static String aNotification(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"%s\",\"params\":%s}".formatted(method, params);
    }
}
