package io.schemaagent.connectors.agent.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtectedResourceTest {

    private static ProtectedResource of(String publicUrl, String issuer) {
        return new ProtectedResource(Optional.ofNullable(publicUrl), Optional.ofNullable(issuer));
    }

    @Test
    void saysWhoIssuesTokens() {
        ProtectedResource resource = of("https://connectors.example.com/", "https://idp.example.com/realm");

        assertThat(resource.document().orElseThrow()).hasToString("""
                {"resource":"https://connectors.example.com/mcp",\
                "authorization_servers":["https://idp.example.com/realm"],\
                "bearer_methods_supported":["header"],"resource_name":"MCP Connectors"}""");
        assertThat(resource.location())
                .hasValue("https://connectors.example.com/.well-known/oauth-protected-resource/mcp");
    }

    @Test
    void staysBelowItsPublicUrl() {
        ProtectedResource resource = of("https://example.com/connectors", "http://localhost:9000");

        assertThat(resource.document().orElseThrow().path("resource").asText())
                .isEqualTo("https://example.com/connectors/mcp");
        assertThat(resource.location())
                .hasValue("https://example.com/connectors/.well-known/oauth-protected-resource/mcp");
    }

    @ParameterizedTest
    @CsvSource({
        ", https://idp.example.com",
        "https://connectors.example.com, ",
        "https://connectors.example.com, our-idp",
        "https://connectors.example.com, ftp://idp.example.com",
        ", ",
    })
    void saysNothingOfWhatIsNotSet(String publicUrl, String issuer) {
        ProtectedResource resource = of(publicUrl, issuer);

        assertThat(resource.document()).isEmpty();
        assertThat(resource.location()).isEmpty();
    }
}
