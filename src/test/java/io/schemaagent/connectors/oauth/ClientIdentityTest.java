package io.schemaagent.connectors.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaagent.connectors.launch.OperatorSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientIdentityTest {

    private static ClientIdentity identity(String publicUrl, String... settings) {
        // The platform's way to write a duration is not known here.
        Map<String, String> all = new HashMap<>(
                Map.of("connectors.oauth.renew-before", "PT1M", "connectors.oauth.begin-timeout", "PT15S"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        OAuthConfig config = new SmallRyeConfigBuilder()
                .withMapping(OAuthConfig.class)
                .withSources(new PropertiesConfigSource(all, "test", 300))
                .withSources(new OperatorSettings())
                .build()
                .getConfigMapping(OAuthConfig.class);
        PublicUrl known = new PublicUrl(Optional.of(publicUrl));
        return new ClientIdentity(config, known, new RedirectPages(known, config), new Connectables(List.of()));
    }

    @Test
    void isKnownByWhereItsDocumentIs() {
        assertThat(identity("https://connectors.example.com/base").documentUrl())
                .contains(URI.create("https://connectors.example.com/base/oauth/client-metadata.json"));
        assertThat(identity("http://localhost:8080").documentUrl()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://id.example.com/client.json",
                "HTTPS://id.example.com/client.json",
                "https://id.example.com:8443/a/client",
                "https://id.example.com/client?v=1"
            })
    void isKnownByWhereTheOperatorSaysThatItIs(String url) {
        ClientIdentity identity =
                identity("https://connectors.example.com", "connectors.oauth.client-metadata-url", url);

        assertThat(identity.documentUrl()).contains(URI.create(url));
        assertThat(identity.clientId()).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.example.com/client.json",
                "http://localhost/client.json",
                "id.example.com/client.json",
                "//id.example.com/client.json",
                "/client.json",
                "https:client.json",
                "https:///client.json",
                "urn:client",
                "https://id.example.com",
                "https://id.example.com/",
                "https://id.example.com/client.json#here",
                "https://id.example.com/client.json#",
                "https://user:password@id.example.com/client.json",
                "https://id.example.com/../client.json",
                "https://id.example.com/a/./client.json"
            })
    void refusesAPlaceThatIsNoClientId(String url) {
        assertThatThrownBy(
                        () -> identity("https://connectors.example.com", "connectors.oauth.client-metadata-url", url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CONNECTORS_OAUTH_CLIENT_METADATA_URL")
                .hasMessageContaining("such as https://")
                .message()
                .doesNotContain("password");
    }
}
