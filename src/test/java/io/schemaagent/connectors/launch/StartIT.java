package io.schemaagent.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The packaged application where a setting is missing or wrong. */
class StartIT {

    private static final Map<String, String> COMPLETE = Map.of(
            "DATABASE_URL", "postgresql://user:topsecret@127.0.0.1:1/app",
            "TOKEN_ENCRYPTION_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            "JWT_SECRET", "a shared secret of more than 32 characters",
            "QUARKUS_HTTP_PORT", "0");

    private record Ended(int code, String output) {}

    private static Ended start(Map<String, String> environment) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(
                        java.toString(),
                        "-jar",
                        Path.of("target", "quarkus-app", "quarkus-run.jar").toString())
                .redirectErrorStream(true);
        builder.environment().keySet().removeAll(COMPLETE.keySet());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output);
    }

    @Test
    void asksForEverythingThatIsMissing() throws Exception {
        Ended ended = start(Map.of());

        assertThat(ended.code()).isEqualTo(78);
        assertThat(ended.output().lines().toList())
                .containsExactly(Preflight.DATABASE_URL, Preflight.TOKEN_ENCRYPTION_KEY, Preflight.JWT_KEY);
    }

    @Test
    void refusesAMalformedEncryptionKeyWithoutRepeatingIt() throws Exception {
        Map<String, String> environment = new java.util.HashMap<>(COMPLETE);
        environment.put("TOKEN_ENCRYPTION_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=,not-a-key");

        Ended ended = start(environment);

        assertThat(ended.code()).isEqualTo(78);
        assertThat(ended.output())
                .contains("key 2 is not 32 bytes")
                .contains("openssl rand")
                .doesNotContain("not-a-key");
    }

    @Test
    void doesNotStartWithoutItsDatabaseAndNamesNoPassword() throws Exception {
        Ended ended = start(COMPLETE);

        assertThat(ended.code()).isNotZero();
        assertThat(ended.output()).contains("127.0.0.1").doesNotContain("topsecret");
    }
}
