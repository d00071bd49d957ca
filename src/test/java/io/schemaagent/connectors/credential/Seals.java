package io.schemaagent.connectors.credential;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/** Seals and opens with keys of a test's choice, for tests of other packages. */
public final class Seals {

    private Seals() {}

    /** What a process with these keys has. */
    public static Credentials credentials(String... keys) {
        return new Credentials(ring(keys), new ObjectMapper(), new SimpleMeterRegistry());
    }

    /** A token of this key that holds exactly this text. */
    public static String seal(String key, String plaintext) {
        return ring(key).seal(plaintext.getBytes(StandardCharsets.UTF_8)).token();
    }

    /** What a token holds; empty where it is of another key. */
    public static Optional<String> open(String key, String token) {
        return ring(key).open(token).map(opened -> new String(opened.plaintext(), StandardCharsets.UTF_8));
    }

    private static KeyRing ring(String... keys) {
        return KeyRing.parse(String.join(",", keys), Clock.systemUTC());
    }
}
