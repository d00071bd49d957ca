package io.schemaagent.connectors.credential;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SHA256Digest;

/** A Fernet key: 128 bits that sign, 128 bits that encrypt, written as 44 characters of URL-safe base64. */
final class FernetKey {

    private static final int BYTES = 32;
    private static final int FINGERPRINT_BYTES = 4;

    private final byte[] signing;
    private final byte[] encryption;
    private final String fingerprint;

    private FernetKey(byte[] key) {
        this.signing = Arrays.copyOfRange(key, 0, BYTES / 2);
        this.encryption = Arrays.copyOfRange(key, BYTES / 2, BYTES);
        byte[] digest = new byte[BYTES];
        SHA256Digest sha256 = new SHA256Digest();
        sha256.update(key, 0, key.length);
        sha256.doFinal(digest, 0);
        this.fingerprint = HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
    }

    /** Reads a key; throws {@link IllegalArgumentException}, whose text does not repeat it, where it is malformed. */
    static FernetKey parse(String text) {
        byte[] key;
        try {
            // Python's decoder takes both alphabets, and so do the keys people have.
            key = Base64.getUrlDecoder().decode(text.strip().replace('+', '-').replace('/', '_'));
        } catch (IllegalArgumentException malformed) {
            key = new byte[0];
        }
        if (key.length != BYTES) {
            throw new IllegalArgumentException("not 32 bytes in URL-safe base64");
        }
        return new FernetKey(key);
    }

    byte[] signing() {
        return signing;
    }

    byte[] encryption() {
        return encryption;
    }

    /** Names the key in logs and metrics: the first 32 bits of its SHA-256, in hexadecimal. */
    String fingerprint() {
        return fingerprint;
    }

    @Override
    public String toString() {
        return "key " + fingerprint;
    }
}
