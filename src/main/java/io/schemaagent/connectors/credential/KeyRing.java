package io.schemaagent.connectors.credential;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Fernet keys in use: one seals, the first unless another is chosen; every one opens. */
final class KeyRing {

    private final List<FernetKey> keys;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private volatile FernetKey sealing;

    private KeyRing(List<FernetKey> keys, Clock clock) {
        this.keys = List.copyOf(keys);
        this.clock = clock;
        this.sealing = keys.get(0);
    }

    /**
     * Reads one or more keys separated by commas. Throws {@link IllegalArgumentException} with a sentence that says
     * which one is malformed and how to make a good one, without repeating it.
     */
    static KeyRing parse(String text, Clock clock) {
        List<FernetKey> keys = new ArrayList<>();
        for (String key : text.split(",", -1)) {
            try {
                keys.add(FernetKey.parse(key));
            } catch (IllegalArgumentException malformed) {
                throw new IllegalArgumentException("TOKEN_ENCRYPTION_KEY: key " + (keys.size() + 1) + " is "
                        + malformed.getMessage() + ". Make one with: openssl rand -base64 32 | tr '+/' '-_'");
            }
        }
        return new KeyRing(keys, clock);
    }

    /** Seals with the key of this fingerprint from now on; throws {@link IllegalArgumentException} where there is none. */
    void sealWith(String fingerprint) {
        sealing = keys.stream()
                .filter(key -> key.fingerprint().equals(fingerprint))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no key " + fingerprint));
    }

    Sealed seal(byte[] plaintext) {
        FernetKey key = sealing;
        byte[] iv = new byte[Fernet.IV_BYTES];
        random.nextBytes(iv);
        return new Sealed(key, Fernet.seal(key, plaintext, clock.instant().getEpochSecond(), iv));
    }

    /** A token, with the key that sealed it. */
    record Sealed(FernetKey key, String token) {}

    Optional<Opened> open(String token) {
        return keys.stream().flatMap(key -> open(key, token).stream()).findFirst();
    }

    /** Whether it would be sealed with the same key today. */
    boolean isCurrent(String token) {
        return open(sealing, token).isPresent();
    }

    private static Optional<Opened> open(FernetKey key, String token) {
        return Fernet.open(key, token).map(plaintext -> new Opened(key, plaintext));
    }

    /** The one that seals. */
    FernetKey sealing() {
        return sealing;
    }

    List<FernetKey> all() {
        return keys;
    }

    /** The keys by fingerprint, in order. */
    @Override
    public String toString() {
        return keys.toString();
    }
}
