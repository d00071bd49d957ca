package io.schemaagent.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperatorSettingsTest {

    private static final Map<String, String> SET = Map.of(
            "DATABASE_URL", "postgresql+asyncpg://user:p%40ss@database.example:5433/app?sslmode=require",
            "JWT_SECRET", "a shared secret of more than 32 characters",
            "JWT_ISSUER", "https://issuer.example",
            "JWT_AUDIENCE", "mcp-connectors",
            "CONNECTORS_SYSTEM_TOOLS_GOOGLE_DRIVE_AUTH_TYPE", "oauth");

    @AfterEach
    void unset() {
        SET.keySet().forEach(System::clearProperty);
    }

    @Test
    void areReadBeforeThePlatformIsThere() {
        SET.forEach(System::setProperty);

        Config settings = OperatorSettings.read();

        assertThat(settings.getValue("quarkus.datasource.reactive.url", String.class))
                .isEqualTo("postgresql://database.example:5433/app?sslmode=require");
        assertThat(settings.getValue("quarkus.datasource.jdbc.url", String.class))
                .isEqualTo("jdbc:postgresql://database.example:5433/app?sslmode=require");
        assertThat(settings.getValue("quarkus.datasource.password", String.class))
                .isEqualTo("p@ss");
        assertThat(settings.getValue("smallrye.jwt.verify.algorithm", String.class))
                .isEqualTo("HS256");
        assertThat(settings.getValue("mp.jwt.verify.issuer", String.class)).isEqualTo("https://issuer.example");
        assertThat(settings.getValue("mp.jwt.verify.audiences", String.class)).isEqualTo("mcp-connectors");
        assertThat(settings.getValue("connectors.system-tools.google_drive.auth-type", String.class))
                .isEqualTo("oauth");
    }

    @Test
    void areTheSameForThePreflight() {
        SET.forEach(System::setProperty);

        assertThat(Preflight.complaints(OperatorSettings.read())).containsExactly(Preflight.TOKEN_ENCRYPTION_KEY);
    }

    @Test
    void areLeftToThePlatformWhereTheyStandElsewhere() {
        System.setProperty("quarkus.config.locations", "/etc/connectors");
        try {
            assertThat(Preflight.complaints(OperatorSettings.read())).isEmpty();
        } finally {
            System.clearProperty("quarkus.config.locations");
        }
    }
}
