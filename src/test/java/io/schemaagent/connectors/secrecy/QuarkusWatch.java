package io.schemaagent.connectors.secrecy;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.test.junit.callback.QuarkusTestAfterAllCallback;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestContext;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/** Takes part in tests that run within Quarkus, in whose class loader it is loaded. */
public final class QuarkusWatch implements QuarkusTestBeforeEachCallback, QuarkusTestAfterAllCallback {

    @Override
    public void beforeEach(QuarkusTestMethodContext test) {
        if (RestAssured.filters().stream().noneMatch(AnswerWatch.class::isInstance)) {
            RestAssured.filters(new AnswerWatch());
            addSettings();
        }
    }

    private static void addSettings() {
        KnownSecrets.addSettings(Map.of(
                "TOKEN_ENCRYPTION_KEY", setting("connectors.credential.keys").orElse(""),
                "JWT_SECRET", setting("JWT_SECRET").orElse("")));
        setting("smallrye.jwt.sign.key.location")
                .filter(location -> location.startsWith("file:"))
                .ifPresent(location -> KnownSecrets.addPem("private key of tokens", read(location)));
    }

    private static Optional<String> setting(String name) {
        return ConfigProvider.getConfig().getOptionalValue(name, String.class);
    }

    private static String read(String location) {
        try {
            return Files.readString(Path.of(URI.create(location)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void afterAll(QuarkusTestContext tests) {
        // Names, tags and descriptions are all of a metric that is text.
        Metrics.globalRegistry.getRegistries().stream()
                .flatMap(registry -> registry.getMeters().stream())
                .map(Meter::getId)
                .forEach(id -> Evidence.ofThisRun().add(Evidence.METRICS, id + " " + id.getDescription()));
    }
}
