package io.schemaagent.connectors.quickstart;

import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSourceProvider;

/** What development and tests need and production must be told: keys, and where the database is. All set elsewhere wins. */
public final class QuickstartSettings implements ConfigSourceProvider {

    /** Below the application's properties (250). */
    private static final int ORDINAL = 200;

    @Override
    public Iterable<ConfigSource> getConfigSources(ClassLoader loader) {
        QuickstartKeys keys = QuickstartKeys.DEFAULT.create();
        OrphanedDatabase.DEFAULT.takeOver();
        return List.of(new PropertiesConfigSource(
                Map.of(
                        "connectors.preflight", "false",
                        "mp.jwt.verify.publickey.location",
                                keys.publicKey().toAbsolutePath().toUri().toString(),
                        "smallrye.jwt.sign.key.location",
                                keys.privateKey().toAbsolutePath().toUri().toString(),
                        "TOKEN_ENCRYPTION_KEY", keys.encryptionKey(),
                        "%dev.quarkus.embedded.postgresql.port", Integer.toString(DatabasePort.of("dev")),
                        "%test.quarkus.embedded.postgresql.port", Integer.toString(DatabasePort.of("test"))),
                "quickstart",
                ORDINAL));
    }
}
