package io.schemaagent.connectors;

import io.smallrye.jwt.build.Jwt;
import java.util.UUID;

/** Tokens of users, signed with the key that tests trust. */
public final class Tokens {

    private Tokens() {}

    /** A valid token of this user. */
    public static String of(String owner) {
        return Jwt.subject(owner).expiresIn(600).sign();
    }

    /** A user whom no other test knows. */
    public static String aUser() {
        return "user-" + UUID.randomUUID();
    }
}
