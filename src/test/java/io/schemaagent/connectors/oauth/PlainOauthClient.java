package io.schemaagent.connectors.oauth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.QueryStringEncoder;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Sends to an authorization server what a test says, right or wrong. */
final class PlainOauthClient {

    /** The verifier and its challenge of RFC 7636, appendix B. */
    static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private PlainOauthClient() {}

    static HttpResponse<String> get(String url, String... headers) {
        return send(request(url, headers).GET().build());
    }

    static HttpResponse<String> postJson(String url, String body, String... headers) {
        return send(request(url, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    static HttpResponse<String> postForm(String url, Map<String, String> parameters, String... headers) {
        return send(form(url, parameters, headers));
    }

    static CompletableFuture<HttpResponse<String>> postFormLater(
            String url, Map<String, String> parameters, String... headers) {
        return HTTP.sendAsync(form(url, parameters, headers), BodyHandlers.ofString());
    }

    private static HttpRequest form(String url, Map<String, String> parameters, String... headers) {
        String body = parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return request(url, headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static HttpRequest.Builder request(String url, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static HttpResponse<String> send(HttpRequest request) {
        return HTTP.sendAsync(request, BodyHandlers.ofString()).join();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The value of {@code Authorization} for these, each of them form-encoded. */
    static String basic(String id, String secret) {
        String joined = encoded(id) + ":" + encoded(secret);
        return "Basic " + Base64.getEncoder().encodeToString(joined.getBytes(StandardCharsets.UTF_8));
    }

    static String withQuery(String url, Map<String, String> parameters) {
        QueryStringEncoder encoder = new QueryStringEncoder(url);
        parameters.forEach(encoder::addParam);
        return encoder.toString();
    }

    static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(text, notJson);
        }
    }

    /** What a JWT says, whoever signed it. */
    static JsonNode claimsOf(String jwt) {
        String payload = jwt.substring(jwt.indexOf('.') + 1, jwt.lastIndexOf('.'));
        return json(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
    }

    /** A parameter of where a response redirects to. */
    static Optional<String> redirected(HttpResponse<String> response, String parameter) {
        return parameter(response.headers().firstValue("Location").orElseThrow(), parameter);
    }

    static Optional<String> parameter(String url, String name) {
        return Optional.ofNullable(new QueryStringDecoder(url).parameters().get(name))
                .map(values -> values.get(0));
    }
}
