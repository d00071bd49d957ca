package io.schemaagent.connectors.launch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out what SmallRye JWT has to be told about a key besides where it is. */
final class TokenKey {

    /** What SmallRye JWT takes for "not set". */
    static final String NO_LOCATION = "NONE";

    /** A JWK names its own type, so both are open. */
    private static final String EITHER = "RS256,ES256";

    private TokenKey() {}

    /** The location as a URI: a path becomes {@code file:…}. */
    static String location(String location) {
        return file(location)
                .map(path -> path.toAbsolutePath().toUri().toString())
                .orElse(location);
    }

    /** The signature algorithms that the key at this location can verify: one of a PEM, both for JWK and JWKS. */
    static String algorithms(String location) {
        return file(location)
                .flatMap(TokenKey::read)
                .flatMap(TokenKey::pemKey)
                .map(TokenKey::algorithm)
                .orElse(EITHER);
    }

    private static String algorithm(PublicKey key) {
        return key.getAlgorithm().equals("EC") ? "ES256" : "RS256";
    }

    /** An HS256 secret as JWK (RFC 7517), the form in which it can be configured. */
    static String secretJwk(String secret) {
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        return "{\"kty\":\"oct\",\"alg\":\"HS256\",\"k\":\"" + key + "\"}";
    }

    private static Optional<Path> file(String location) {
        try {
            Path path = Path.of(location.startsWith("file:") ? location.substring("file:".length()) : location);
            return Files.isReadable(path) ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException notAPath) {
            return Optional.empty();
        }
    }

    private static Optional<String> read(Path path) {
        try {
            return Optional.of(Files.readString(path));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<PublicKey> pemKey(String text) {
        if (text.contains("-----BEGIN CERTIFICATE-----")) {
            return certificateKey(text);
        }
        if (!text.contains("-----BEGIN PUBLIC KEY-----")) {
            return Optional.empty();
        }
        byte[] der = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
        return Stream.of("RSA", "EC").flatMap(type -> key(type, der).stream()).findFirst();
    }

    private static Optional<PublicKey> key(String type, byte[] der) {
        try {
            return Optional.of(KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(der)));
        } catch (GeneralSecurityException ofAnotherType) {
            return Optional.empty();
        }
    }

    private static Optional<PublicKey> certificateKey(String text) {
        try {
            var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            return Optional.of(CertificateFactory.getInstance("X.509")
                    .generateCertificate(in)
                    .getPublicKey());
        } catch (GeneralSecurityException malformed) {
            return Optional.empty();
        }
    }
}
