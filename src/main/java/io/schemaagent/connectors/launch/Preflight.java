package io.schemaagent.connectors.launch;

import io.schemaagent.connectors.credential.Credentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Says in one sentence each what has to be set before the service can start. No sentence repeats a value. */
final class Preflight {

    static final String DATABASE_URL =
            "DATABASE_URL is not set: set it to the PostgreSQL to use, such as postgresql://user:password@host:5432/database.";
    static final String DATABASE_URL_MALFORMED =
            "DATABASE_URL is not a PostgreSQL URL: write it like postgresql://user:password@host:5432/database,"
                    + " with special characters in the password percent-encoded.";
    static final String TOKEN_ENCRYPTION_KEY =
            "TOKEN_ENCRYPTION_KEY is not set: make one with openssl rand -base64 32 | tr '+/' '-_' and keep it safe,"
                    + " since stored credentials cannot be read without it.";
    static final String JWT_KEY =
            "No key to check tokens with: set JWT_PUBLIC_KEY_LOCATION to the PEM, JWK or JWKS file or URL of whoever issues"
                    + " them, or JWT_SECRET to the HS256 secret shared with it.";
    static final String JWT_KEY_TWICE =
            "JWT_PUBLIC_KEY_LOCATION and JWT_SECRET are both set: keep the one that your tokens are signed with.";

    private Preflight() {}

    /** Everything that is missing; empty where the service can start. */
    static List<String> complaints(Config config) {
        if (find(config, "quarkus.config.locations").isPresent()) {
            // What stands there is for the platform to read.
            return List.of();
        }
        List<String> complaints = new ArrayList<>();
        checkDatabase(config, complaints);
        find(config, "connectors.credential.keys")
                .or(() -> find(config, "TOKEN_ENCRYPTION_KEY"))
                .map(Credentials::complaintAbout)
                .orElse(Optional.of(TOKEN_ENCRYPTION_KEY))
                .ifPresent(complaints::add);
        checkTokenKey(config, complaints);
        return complaints;
    }

    private static void checkDatabase(Config config, List<String> complaints) {
        Optional<String> url = find(config, "DATABASE_URL");
        if (url.isPresent()) {
            if (DatabaseUrl.parse(url.get()).isEmpty()) {
                complaints.add(DATABASE_URL_MALFORMED);
            }
        } else if (find(config, "quarkus.datasource.reactive.url").isEmpty()) {
            complaints.add(DATABASE_URL);
        }
    }

    private static void checkTokenKey(Config config, List<String> complaints) {
        boolean publicKey = Stream.of("mp.jwt.verify.publickey.location", "mp.jwt.verify.publickey")
                .flatMap(name -> find(config, name).stream())
                .anyMatch(value -> !value.equals(TokenKey.NO_LOCATION));
        boolean secret = find(config, "smallrye.jwt.verify.secretkey").isPresent();
        if (!publicKey && !secret) {
            complaints.add(JWT_KEY);
        } else if (publicKey && secret) {
            complaints.add(JWT_KEY_TWICE);
        }
    }

    private static Optional<String> find(Config config, String name) {
        return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank());
    }
}
