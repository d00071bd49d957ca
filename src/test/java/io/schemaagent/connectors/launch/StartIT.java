package io.schemaagent.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaagent.connectors.Application;
import io.schemaagent.connectors.Application.Ended;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is shipped where a setting is missing or wrong. */
class StartIT {

    @Test
    void asksForEverythingThatIsMissing() {
        Ended ended = Application.run(Map.of());

        assertThat(ended.code()).isEqualTo(78);
        assertThat(ended.output().lines().toList())
                .containsExactly(Preflight.DATABASE_URL, Preflight.TOKEN_ENCRYPTION_KEY, Preflight.JWT_KEY);
    }

    @Test
    void refusesAMalformedEncryptionKeyWithoutRepeatingIt() {
        Map<String, String> settings = Application.settings("postgresql://user:topsecret@127.0.0.1:1/app");
        settings.put("TOKEN_ENCRYPTION_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=,not-a-key");

        Ended ended = Application.run(settings);

        assertThat(ended.code()).isEqualTo(78);
        assertThat(ended.output())
                .contains("key 2 is not 32 bytes")
                .contains("openssl rand")
                .doesNotContain("not-a-key")
                .doesNotContain("topsecret");
    }
}
