package io.schemaagent.connectors.predefined;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaagent.connectors.launch.OperatorSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredefinedConnectorsTest {

    private static PredefinedConnectors offers(Map<String, String> settings) {
        return new PredefinedConnectors(new SmallRyeConfigBuilder()
                .withMapping(PredefinedConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 300))
                .withSources(new OperatorSettings())
                .build()
                .getConfigMapping(PredefinedConfig.class));
    }

    @Test
    void offersNotionWithoutAnySetting() {
        PredefinedConnector notion = offers(Map.of()).find("notion").orElseThrow();

        assertThat(notion.url().origin()).isEqualTo("https://mcp.notion.com");
        assertThat(notion.oauth().clientId()).isEmpty();
    }

    @Test
    void offersWhatTheOperatorAdds() {
        PredefinedConnector drive = offers(Map.of(
                        "CONNECTORS_PREDEFINED_GOOGLE_DRIVE_SERVER_URL", "https://drive.example.com/mcp",
                        "CONNECTORS_PREDEFINED_GOOGLE_DRIVE_CAPABILITIES", "Read,Write",
                        "CONNECTORS_PREDEFINED_GOOGLE_DRIVE_OAUTH_CLIENT_ID", "id",
                        "CONNECTORS_PREDEFINED_GOOGLE_DRIVE_OAUTH_CLIENT_SECRET", "geheim",
                        "CONNECTORS_PREDEFINED_GOOGLE_DRIVE_OAUTH_SCOPES", "a b,c"))
                .find("google_drive")
                .orElseThrow();

        assertThat(drive.name()).isEqualTo("google_drive");
        assertThat(drive.shown().capabilities()).containsExactly("Read", "Write");
        assertThat(drive.oauth().clientId()).contains("id");
        assertThat(drive.oauth().scopes()).isEqualTo(Set.of("a", "b", "c"));
        assertThat(drive.toString()).doesNotContain("geheim");
    }

    @Test
    void offersNothingThatTheOperatorDoesNotWant() {
        assertThat(offers(Map.of("CONNECTORS_PREDEFINED_NOTION_ENABLED", "false"))
                        .all())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "connector", "a/b", "UPPER", "ä"})
    void refusesIdsThatMeanSomethingElse(String id) {
        Map<String, String> settings =
                Map.of("connectors.predefined.\"" + id + "\".server-url", "https://a.example.com/");

        assertThatThrownBy(() -> offers(settings)).hasMessageContaining("an id has");
    }

    @Test
    void refusesAnOfferWithoutAServer() {
        assertThatThrownBy(() -> offers(Map.of("CONNECTORS_PREDEFINED_CRM_NAME", "CRM")))
                .hasMessageContaining("server-url");
    }
}
