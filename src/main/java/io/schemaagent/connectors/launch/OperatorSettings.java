package io.schemaagent.connectors.launch;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.DotEnvConfigSourceProvider;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Translates the few variables an operator sets into the many properties the platform reads. A platform property that
 * is set in the environment itself wins.
 */
public final class OperatorSettings implements ConfigSourceFactory {

    /** Above the application's own defaults, below the environment (300). */
    private static final int ORDINAL = 275;

    /** The platform's ordinal of {@code config/application.properties}. */
    private static final int SETTINGS_FILE_ORDINAL = 260;

    private static final String OAUTH = "OAUTH_CLIENT_ID|OAUTH_CLIENT_SECRET|OAUTH_SCOPES|OAUTH_ISSUER";

    /** Settings of things that operators give names to. */
    private static final List<Named> NAMED = List.of(
            Named.of(
                    "CONNECTORS_SYSTEM_TOOLS_",
                    "NAME|DESCRIPTION|ICON|CATEGORY|AUTH_TYPE|ENABLED|BETA|SERVER_URL|SERVER_TOKEN|SERVER_TOKEN_HEADER|"
                            + OAUTH,
                    "connectors.system-tools."),
            Named.of(
                    "CONNECTORS_PREDEFINED_",
                    "NAME|DESCRIPTION|LOGO|CATEGORY|CAPABILITIES|DEVELOPER|WEBSITE|PRIVACY_POLICY|ENABLED|SERVER_URL|"
                            + OAUTH,
                    "connectors.predefined."),
            Named.of("CONNECTORS_OAUTH_CLIENTS_", "ISSUER|CLIENT_ID|CLIENT_SECRET", "connectors.oauth.clients."));

    /** A group of variables that have a name between these two, with the properties that they are. */
    private record Named(Pattern variable, String prefix) {

        static Named of(String start, String fields, String prefix) {
            return new Named(Pattern.compile(start + "([A-Z0-9_]+?)_(" + fields + ")"), prefix);
        }

        /** The property; empty where it is another variable. */
        Optional<String> property(String name) {
            Matcher matcher = variable.matcher(name);
            return matcher.matches()
                    ? Optional.of(prefix + matcher.group(1).toLowerCase(Locale.ROOT) + "."
                            + matcher.group(2).toLowerCase(Locale.ROOT).replace('_', '-'))
                    : Optional.empty();
        }
    }

    /**
     * The settings from wherever an operator may write them, with their translation. Before the start the platform's own
     * configuration cannot be asked: in a native executable it is still that of the machine which built it.
     */
    static Config read() {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addSystemSources()
                .withSources(new DotEnvConfigSourceProvider())
                .withSources(settingsFile())
                .withSources(new OperatorSettings())
                .build();
    }

    private static List<ConfigSource> settingsFile() {
        Path file = Path.of("config", "application.properties");
        try {
            return Files.exists(file)
                    ? List.of(new PropertiesConfigSource(file.toUri().toURL(), SETTINGS_FILE_ORDINAL))
                    : List.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " cannot be read", unreadable);
        }
    }

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> settings = new HashMap<>();
        find(context, "DATABASE_URL").flatMap(DatabaseUrl::parse).ifPresent(url -> addDatabase(url, settings));
        find(context, "JWT_SECRET").ifPresent(secret -> addSecret(secret, settings));
        find(context, "JWT_PUBLIC_KEY_LOCATION").ifPresent(location -> addPublicKey(location, settings));
        find(context, "JWT_ISSUER").ifPresent(issuer -> settings.put("mp.jwt.verify.issuer", issuer));
        find(context, "JWT_AUDIENCE").ifPresent(audience -> settings.put("mp.jwt.verify.audiences", audience));
        context.iterateNames().forEachRemaining(name -> addNamed(name, context, settings));
        return List.of(new PropertiesConfigSource(settings, "operator settings", ORDINAL));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }

    private static void addDatabase(DatabaseUrl url, Map<String, String> settings) {
        settings.put("quarkus.datasource.reactive.url", url.reactiveUrl());
        settings.put("quarkus.datasource.jdbc.url", url.jdbcUrl());
        url.user().ifPresent(user -> settings.put("quarkus.datasource.username", user));
        url.password().ifPresent(password -> settings.put("quarkus.datasource.password", password));
    }

    private static void addPublicKey(String location, Map<String, String> settings) {
        settings.put("mp.jwt.verify.publickey.location", TokenKey.location(location));
        settings.put("mp.jwt.verify.publickey.algorithm", TokenKey.algorithms(location));
    }

    private static void addSecret(String secret, Map<String, String> settings) {
        settings.put("smallrye.jwt.verify.secretkey", TokenKey.secretJwk(secret));
        settings.put("smallrye.jwt.verify.algorithm", "HS256");
        // Otherwise the key that development brings along would count as well.
        settings.put("mp.jwt.verify.publickey.location", TokenKey.NO_LOCATION);
    }

    /** The platform's own reading of variables takes {@code GOOGLE_DRIVE} for two levels; here an id may have an underscore. */
    private static void addNamed(String name, ConfigSourceContext context, Map<String, String> settings) {
        NAMED.stream().flatMap(group -> group.property(name).stream()).forEach(property -> find(context, name)
                .ifPresent(value -> settings.put(property, value)));
    }

    private static Optional<String> find(ConfigSourceContext context, String name) {
        return Optional.ofNullable(context.getValue(name))
                .map(ConfigValue::getValue)
                .filter(value -> !value.isBlank());
    }
}
