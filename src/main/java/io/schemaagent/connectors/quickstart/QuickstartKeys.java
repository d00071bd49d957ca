package io.schemaagent.connectors.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Keys of one developer's machine: made once, kept beside the database whose contents depend on them, gone with it.
 *
 * @param directory where they are kept
 */
record QuickstartKeys(Path directory) {

    /** Beside the database of development; gone with {@code ./mvnw clean}. */
    static final QuickstartKeys DEFAULT = new QuickstartKeys(Path.of("target", "quickstart", "keys"));

    private static final int RSA_BITS = 2048;
    private static final int FERNET_BYTES = 32;

    Path privateKey() {
        return directory.resolve("token-private.pem");
    }

    Path publicKey() {
        return directory.resolve("token-public.pem");
    }

    /** A Fernet key. */
    String encryptionKey() {
        return read(directory.resolve("encryption.key"));
    }

    /** Keeps a token where scripts find it. */
    void publish(String token) {
        try {
            write(directory.resolveSibling("token"), token);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("The token cannot be kept beside " + directory, unwritable);
        }
    }

    /** Makes what is missing. */
    QuickstartKeys create() {
        try {
            Files.createDirectories(directory);
            if (!Files.exists(publicKey())) {
                createTokenKeys();
            }
            if (!Files.exists(directory.resolve("encryption.key"))) {
                createEncryptionKey();
            }
            return this;
        } catch (IOException unwritable) {
            throw new UncheckedIOException("Keys for development cannot be written to " + directory, unwritable);
        }
    }

    private void createTokenKeys() throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            KeyPair pair = generator.generateKeyPair();
            write(privateKey(), pem("PRIVATE KEY", pair.getPrivate()));
            write(publicKey(), pem("PUBLIC KEY", pair.getPublic()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has RSA", impossible);
        }
    }

    private void createEncryptionKey() throws IOException {
        byte[] key = new byte[FERNET_BYTES];
        new SecureRandom().nextBytes(key);
        write(directory.resolve("encryption.key"), Base64.getUrlEncoder().encodeToString(key));
    }

    private static String pem(String label, Key key) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    /** Another process may read while this one writes, so the file appears whole or not at all. */
    private static void write(Path file, String content) throws IOException {
        Path draft = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
        Files.writeString(draft, content);
        Files.move(draft, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("A key for development cannot be read: " + file, unreadable);
        }
    }
}
