package io.schemaagent.connectors.oauth.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.fuzz.JsonText;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptions of servers and of authorization servers, as they come. */
class MetadataTest {

    private static final String ISSUER = "https://as.example.com";

    private static UpstreamUrl url(String text) {
        return UpstreamUrl.parse(text).orElseThrow();
    }

    private static ObjectNode metadata() {
        return (ObjectNode)
                JsonText.read(
                        "{\"issuer\":\"" + ISSUER + "\",\"authorization_endpoint\":\"https://as.example.com/a\","
                                + "\"token_endpoint\":\"https://as.example.com/t\",\"code_challenge_methods_supported\":[\"plain\",\"S256\"]}");
    }

    private static ServerMetadata parse(ObjectNode metadata) {
        return ServerMetadata.parse(metadata, ISSUER, MetadataTest::url);
    }

    @Test
    void needsLittle() {
        ServerMetadata server = parse(metadata());

        assertThat(server.tokenEndpoint()).isEqualTo(url("https://as.example.com/t"));
        assertThat(server.registrationEndpoint()).isEmpty();
        assertThat(server.revocationEndpoint()).isEmpty();
        assertThat(server.namesIssuer()).isFalse();
        assertThat(server.readsClientMetadata()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "issuer,\"https://as.example.com/\",ISSUER_MISMATCH",
        "issuer,\"HTTPS://as.example.com\",ISSUER_MISMATCH",
        "issuer,7,ISSUER_MISMATCH",
        "issuer,null,ISSUER_MISMATCH",
        "code_challenge_methods_supported,[],PKCE_UNSUPPORTED",
        "code_challenge_methods_supported,\"S256\",PKCE_UNSUPPORTED",
        "code_challenge_methods_supported,[\"plain\"],PKCE_UNSUPPORTED",
        "code_challenge_methods_supported,null,PKCE_UNSUPPORTED",
        "token_endpoint,null,METADATA_INVALID",
        "token_endpoint,[],METADATA_INVALID",
        "authorization_endpoint,\"\",METADATA_INVALID"
    })
    void takesNothingElse(String member, String value, String failure) {
        ObjectNode metadata = metadata();
        metadata.set(member, JsonText.read(value));

        assertThatThrownBy(() -> parse(metadata)).hasMessage(failure);
    }

    @ParameterizedTest
    @CsvSource({
        "https://mcp.example.com/mcp,https://mcp.example.com/mcp",
        "https://mcp.example.com/mcp/,https://mcp.example.com/mcp",
        "https://mcp.example.com,https://mcp.example.com/mcp",
        "https://mcp.example.com/,https://mcp.example.com/",
        "https://MCP.example.com:443/a,https://mcp.example.com/a/b?c=d"
    })
    void takesADescriptionOfWhatIsAboveTheServer(String resource, String server) {
        assertThat(described(resource, server).resource()).isEqualTo(resource);
    }

    @ParameterizedTest
    @CsvSource({
        "https://mcp.example.com/mcp2,https://mcp.example.com/mcp",
        "https://mcp.example.com/mc,https://mcp.example.com/mcp",
        "https://mcp.example.com/mcp/a,https://mcp.example.com/mcp",
        "http://mcp.example.com/mcp,https://mcp.example.com/mcp",
        "https://mcp.example.com:8443/mcp,https://mcp.example.com/mcp",
        "https://evil.example.com/mcp,https://mcp.example.com/mcp"
    })
    void refusesADescriptionOfAnotherServer(String resource, String server) {
        assertThatThrownBy(() -> described(resource, server)).hasMessage("RESOURCE_MISMATCH");
    }

    private static ResourceMetadata described(String resource, String server) {
        return ResourceMetadata.parse(
                JsonText.read("{\"resource\":\"" + resource + "\",\"authorization_servers\":[\"" + ISSUER + "\",7]}"),
                url(server));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"resource\":\"nonsense\",\"authorization_servers\":[\"https://as.example.com\"]}",
                "{\"resource\":\"https://mcp.example.com\"}",
                "{\"resource\":\"https://mcp.example.com\",\"authorization_servers\":[]}",
                "{\"resource\":\"https://mcp.example.com\",\"authorization_servers\":\"https://as.example.com\"}"
            })
    void refusesADescriptionThatIsNone(String document) {
        assertThatThrownBy(() -> ResourceMetadata.parse(JsonText.read(document), url("https://mcp.example.com/")))
                .hasMessage("METADATA_INVALID");
    }

    @Test
    void prefersToProveItselfInTheHeader() {
        assertThat(AuthenticationMethod.best(List.of())).contains(AuthenticationMethod.CLIENT_SECRET_BASIC);
        assertThat(AuthenticationMethod.best(List.of("none", "client_secret_post")))
                .contains(AuthenticationMethod.CLIENT_SECRET_POST);
        assertThat(AuthenticationMethod.best(List.of("none"))).contains(AuthenticationMethod.NONE);
        assertThat(AuthenticationMethod.best(List.of("private_key_jwt"))).isEmpty();
        assertThat(AuthenticationMethod.bestFor(true, List.of("none")))
                .isEqualTo(AuthenticationMethod.CLIENT_SECRET_BASIC);
        assertThat(AuthenticationMethod.bestFor(false, List.of("client_secret_basic")))
                .isEqualTo(AuthenticationMethod.NONE);
    }

    @Test
    void asksForNoMoreScopesThanFitIntoAUrl() {
        List<String> many = IntStream.range(0, 1000).mapToObj(i -> "scope-" + i).toList();

        assertThat(Scopes.union(many, Set.of("another"))).hasSize(Scopes.MAX);
        assertThat(Scopes.parse(" read  write read \"quoted\" \n ")).containsExactly("read", "write");
        assertThat(Scopes.format(Scopes.union(List.of("b", "a"), List.of("a", "c"))))
                .isEqualTo("b a c");
    }
}
