package io.schemaagent.connectors.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Texts that nobody can guess, with their digests. */
final class Randomness {

    private static final int BYTES = 32;

    /** Not made while a native executable is built, which would give all of them the same. */
    private final SecureRandom random = new SecureRandom();

    /** 256 bits as 43 characters of base64url (RFC 4648, section 5): a state, or a code verifier (RFC 7636, section 4.1). */
    String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return base64(bytes);
    }

    /** The code challenge of a verifier by {@code S256} (RFC 7636, section 4.2). */
    static String challenge(String verifier) {
        return printableDigest(verifier);
    }

    /** The SHA-256 as 43 characters of base64url. */
    static String printableDigest(String text) {
        return base64(digest(text));
    }

    static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
