package io.schemaagent.connectors.launch;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code DATABASE_URL} in the forms that people have, taken apart for the two drivers: the reactive pool serves
 * requests, JDBC runs migrations.
 *
 * @param location host, port and database with a leading {@code //}
 * @param parameters the query of the URL, such as {@code sslmode=require}
 * @param user decoded, if given
 * @param password decoded, if given
 */
record DatabaseUrl(String location, Map<String, String> parameters, Optional<String> user, Optional<String> password) {

    /** {@code postgresql://}, SQLAlchemy's {@code postgresql+driver://}, {@code jdbc:…} and {@code vertx-reactive:…}. */
    private static final Pattern SCHEME =
            Pattern.compile("(?i)^(jdbc:|vertx-reactive:)?postgres(ql)?(\\+[a-z0-9_]+)?:(?=//)");

    /** Parameters of other drivers that mean {@code sslmode} here. */
    private static final List<String> SSL_MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    /** Reads the URL; empty where it is not one of PostgreSQL. */
    static Optional<DatabaseUrl> parse(String text) {
        var scheme = SCHEME.matcher(text.strip());
        if (!scheme.find()) {
            return Optional.empty();
        }
        try {
            return of(new URI("postgresql:" + text.strip().substring(scheme.end())));
        } catch (URISyntaxException | NumberFormatException malformed) {
            // Java reads a part of IPv4 within brackets as an int, however long it is.
            return Optional.empty();
        }
    }

    private static Optional<DatabaseUrl> of(URI uri) {
        if (uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
            return Optional.empty();
        }
        Map<String, String> parameters = parameters(uri.getRawQuery());
        Optional<String> user = Optional.ofNullable(uri.getRawUserInfo()).map(info -> decode(info.split(":", 2)[0]));
        Optional<String> password = Optional.ofNullable(uri.getRawUserInfo())
                .map(info -> info.split(":", 2))
                .filter(parts -> parts.length == 2)
                .map(parts -> decode(parts[1]));
        String location = "//" + uri.getHost() + ":" + (uri.getPort() < 0 ? 5432 : uri.getPort()) + uri.getRawPath();
        return Optional.of(new DatabaseUrl(
                location,
                parameters,
                user.or(() -> Optional.ofNullable(parameters.remove("user"))),
                password.or(() -> Optional.ofNullable(parameters.remove("password")))));
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            String value = parts.length == 2 ? decode(parts[1]) : "";
            // asyncpg calls it ssl and has the same values.
            String name = parts[0].equals("ssl") && SSL_MODES.contains(value) ? "sslmode" : parts[0];
            if (!name.isEmpty()) {
                parameters.put(name, value);
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        // A plus sign is one: this is no form.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    String reactiveUrl() {
        return "postgresql:" + location + query();
    }

    String jdbcUrl() {
        return "jdbc:postgresql:" + location + query();
    }

    private String query() {
        List<String> pairs = new ArrayList<>();
        parameters.forEach((name, value) -> pairs.add(name + "=" + value));
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    /** Names no password. */
    @Override
    public String toString() {
        return "postgresql:" + location;
    }
}
