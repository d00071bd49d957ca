package io.schemaagent.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreflightTest {

    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    private final Map<String, String> settings = new HashMap<>(Map.of(
            "DATABASE_URL", "postgresql://user:topsecret@db/app",
            "connectors.credential.keys", KEY,
            "JWT_SECRET", "a shared secret of more than 32 characters"));

    private SmallRyeConfig config() {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 300))
                .withSources(new OperatorSettings())
                .build();
    }

    @Test
    void isContentWhenAllIsSet() {
        assertThat(Preflight.complaints(config())).isEmpty();
    }

    @Test
    void saysInOneSentenceEachWhatIsMissing() {
        settings.clear();

        assertThat(Preflight.complaints(config()))
                .containsExactly(Preflight.DATABASE_URL, Preflight.TOKEN_ENCRYPTION_KEY, Preflight.JWT_KEY)
                .allMatch(sentence -> sentence.endsWith("."));
    }

    @Test
    void takesABlankForMissing() {
        settings.replaceAll((name, value) -> "  ");

        assertThat(Preflight.complaints(config())).hasSize(3);
    }

    @Test
    void refusesADatabaseUrlItCannotRead() {
        settings.put("DATABASE_URL", "mysql://user:topsecret@db/app");

        assertThat(Preflight.complaints(config())).containsExactly(Preflight.DATABASE_URL_MALFORMED);
        assertThat(Preflight.DATABASE_URL_MALFORMED).doesNotContain("topsecret");
    }

    @Test
    void refusesAMalformedKeyWithoutRepeatingIt() {
        settings.put("connectors.credential.keys", KEY + ",not-a-key");

        assertThat(Preflight.complaints(config()))
                .singleElement()
                .asString()
                .contains("key 2", "openssl rand")
                .doesNotContain("not-a-key");
    }

    @Test
    void wantsOneWayToCheckTokens() {
        settings.put("JWT_PUBLIC_KEY_LOCATION", "https://issuer.example.com/jwks");

        assertThat(Preflight.complaints(config())).containsExactly(Preflight.JWT_KEY_TWICE);
    }

    @Test
    void acceptsPlatformPropertiesInstead() {
        settings.clear();
        settings.put("quarkus.datasource.reactive.url", "postgresql://db/app");
        settings.put("connectors.credential.keys", KEY);
        settings.put("mp.jwt.verify.publickey.location", "https://issuer.example.com/jwks");

        assertThat(Preflight.complaints(config())).isEmpty();
    }

    @Test
    void feedsBothDriversFromOneVariable() {
        SmallRyeConfig config = config();

        assertThat(config.getConfigValue("quarkus.datasource.reactive.url").getValue())
                .isEqualTo("postgresql://db:5432/app");
        assertThat(config.getConfigValue("quarkus.datasource.jdbc.url").getValue())
                .isEqualTo("jdbc:postgresql://db:5432/app");
        assertThat(config.getConfigValue("quarkus.datasource.username").getValue())
                .isEqualTo("user");
        assertThat(config.getConfigValue("quarkus.datasource.password").getValue())
                .isEqualTo("topsecret");
    }

    @Test
    void letsAPlatformPropertyOfTheEnvironmentWin() {
        settings.put("quarkus.datasource.username", "other");

        assertThat(config().getConfigValue("quarkus.datasource.username").getValue())
                .isEqualTo("other");
    }

    @Test
    void readsSystemToolsFromVariablesWhateverTheirIds() {
        settings.put("CONNECTORS_SYSTEM_TOOLS_GOOGLE_DRIVE_NAME", "Drive");
        settings.put("CONNECTORS_SYSTEM_TOOLS_GOOGLE_DRIVE_AUTH_TYPE", "api_key");
        settings.put("CONNECTORS_SYSTEM_TOOLS_SEARCH_SERVER_URL", "https://search.example.com/mcp");

        SmallRyeConfig config = config();

        assertThat(config.getConfigValue("connectors.system-tools.google_drive.name")
                        .getValue())
                .isEqualTo("Drive");
        assertThat(config.getConfigValue("connectors.system-tools.google_drive.auth-type")
                        .getValue())
                .isEqualTo("api_key");
        assertThat(config.getConfigValue("connectors.system-tools.search.server-url")
                        .getValue())
                .isEqualTo("https://search.example.com/mcp");
    }
}
