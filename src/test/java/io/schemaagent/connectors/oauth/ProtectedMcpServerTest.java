package io.schemaagent.connectors.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.schemaagent.connectors.oauth.ProtectedMcpServer.Place;
import java.net.http.HttpResponse;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Proves that the fake serves those with the right token, and tells everybody else what it is told to. */
@Timeout(60)
class ProtectedMcpServerTest {

    private static final String INITIALIZE =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\"}}";
    private static final String DISCOVER = """
            {"jsonrpc":"2.0","id":1,"method":"server/discover","params":{"_meta":{
            "io.modelcontextprotocol/protocolVersion":"2026-07-28",
            "io.modelcontextprotocol/clientInfo":{"name":"test","version":"1"},
            "io.modelcontextprotocol/clientCapabilities":{}}}}""";

    private final FakeAuthorizationServer authorizationServer = FakeAuthorizationServer.start();
    private final ProtectedMcpServer server = ProtectedMcpServer.start(authorizationServer);

    @AfterEach
    void stopServers() {
        server.close();
        authorizationServer.close();
    }

    private HttpResponse<String> initialize(String... headers) {
        return PlainOauthClient.postJson(server.url(), INITIALIZE, with(headers));
    }

    private static String[] with(String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Accept";
        all[headers.length + 1] = "application/json, text/event-stream";
        return all;
    }

    private HttpResponse<String> initializeWith(String token) {
        return initialize("Authorization", "Bearer " + token);
    }

    private String aToken(String scopes) {
        return authorizationServer.tokensFor("client", scopes, server.url()).accessToken();
    }

    private static String challengeOf(HttpResponse<String> response) {
        return response.headers().firstValue("WWW-Authenticate").orElse("");
    }

    @Test
    void servesThoseWithAToken() {
        String token = aToken("");

        assertThat(initializeWith(token).statusCode()).isEqualTo(200);
        assertThat(server.goodRequests()).isOne();
        assertThat(server.refusedRequests()).isZero();
        assertThat(server.tokensSeen()).containsExactly(token);
        assertThat(server.mcp().received()).containsExactly("initialize");
    }

    @Test
    void servesBothEras() {
        server.mcp().speaksBothEras();
        String[] modern = {
            "MCP-Protocol-Version",
            "2026-07-28",
            "Mcp-Method",
            "server/discover",
            "Authorization",
            "Bearer " + aToken("")
        };

        assertThat(initializeWith(aToken("")).statusCode()).isEqualTo(200);
        assertThat(PlainOauthClient.postJson(server.url(), DISCOVER, with(modern))
                        .statusCode())
                .isEqualTo(200);
        assertThat(PlainOauthClient.postJson(server.url(), DISCOVER, with()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void tellsThoseWithoutATokenWhereToGetOne() {
        HttpResponse<String> response = initialize();
        JsonNode metadata = PlainOauthClient.json(PlainOauthClient.get(server.metadataUrl(Place.BEFORE_ITS_PATH)));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(challengeOf(response))
                .isEqualTo("Bearer resource_metadata=\"" + server.mcp().origin()
                        + "/.well-known/oauth-protected-resource/mcp\"");
        assertThat(metadata.path("resource").asText()).isEqualTo(server.url());
        assertThat(metadata.path("authorization_servers").path(0).asText()).isEqualTo(authorizationServer.issuer());
        assertThat(metadata.has("scopes_supported")).isFalse();
        assertThat(server.refusedRequests()).isOne();
        assertThat(server.tokensSeen()).isEmpty();
    }

    @Test
    void challengesAsItIsTold() {
        server.challengesForScopes("read write");
        HttpResponse<String> scopes = initialize();
        server.challengesWithoutMetadata();
        HttpResponse<String> withoutMetadata = initialize();
        server.challengesWith("Basic realm=\"x\"");
        HttpResponse<String> other = initialize();
        server.refusesWithoutChallenge();
        HttpResponse<String> without = initialize();

        assertThat(challengeOf(scopes)).endsWith(", scope=\"read write\"");
        assertThat(challengeOf(withoutMetadata)).isEqualTo("Bearer scope=\"read write\"");
        assertThat(challengeOf(other)).isEqualTo("Basic realm=\"x\"");
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @Test
    void publishesWhereAndWhatItIsTold() {
        server.servesMetadataAt(Place.ROOT)
                .namesScopes("read", "write")
                .namesAuthorizationServers("https://one.example", "https://two.example")
                .metadata("resource", TextNode.valueOf("https://other.example/mcp"));
        JsonNode metadata = PlainOauthClient.json(PlainOauthClient.get(server.metadataUrl(Place.ROOT)));
        String challenge = challengeOf(initialize());
        int before =
                PlainOauthClient.get(server.metadataUrl(Place.BEFORE_ITS_PATH)).statusCode();
        server.servesNoMetadata();

        assertThat(metadata.path("resource").asText()).isEqualTo("https://other.example/mcp");
        assertThat(metadata.path("scopes_supported")).hasSize(2);
        assertThat(metadata.path("authorization_servers")).hasSize(2);
        assertThat(challenge).contains(server.metadataUrl(Place.ROOT) + "\"");
        assertThat(before).isEqualTo(404);
        assertThat(PlainOauthClient.get(server.metadataUrl(Place.ROOT)).statusCode())
                .isEqualTo(404);
    }

    @Test
    void refusesTokensThatAreNotGood() {
        String elsewhere = authorizationServer
                .tokensFor("client", "", "https://other.example/mcp")
                .accessToken();
        String expired = aToken("");
        authorizationServer.expiresAccessTokens();

        for (String token : new String[] {"guessed", elsewhere, expired}) {
            HttpResponse<String> response = initializeWith(token);
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(challengeOf(response)).startsWith("Bearer error=\"invalid_token\", resource_metadata=");
        }
        assertThat(server.tokensSeen()).containsExactly("guessed", elsewhere, expired);
        assertThat(server.goodRequests()).isZero();
    }

    @Test
    void refusesATokenInTheQuery() {
        HttpResponse<String> response =
                PlainOauthClient.postJson(server.url() + "?access_token=" + aToken(""), INITIALIZE, with());

        assertThat(response.statusCode()).isEqualTo(401);
    }

    @Test
    void asksForMoreScopes() {
        server.requiresScopes("read").requiresScopesFor("initialize", "write");
        HttpResponse<String> response = initializeWith(aToken("read"));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(challengeOf(response))
                .startsWith("Bearer error=\"insufficient_scope\", ")
                .endsWith(", scope=\"read write\"");
        assertThat(initializeWith(aToken("read write more")).statusCode()).isEqualTo(200);
    }

    @Test
    void movesToAnotherAuthorizationServer() {
        String old = aToken("");
        try (FakeAuthorizationServer other = FakeAuthorizationServer.start()) {
            server.movesTo(other);
            JsonNode metadata = PlainOauthClient.json(PlainOauthClient.get(server.metadataUrl(Place.ROOT)));
            String token = other.tokensFor("client", "", server.url()).accessToken();

            assertThat(metadata.path("authorization_servers").path(0).asText()).isEqualTo(other.issuer());
            assertThat(initializeWith(old).statusCode()).isEqualTo(401);
            assertThat(initializeWith(token).statusCode()).isEqualTo(200);
        }
    }
}
