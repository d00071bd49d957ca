package io.schemaagent.connectors.credential;

import java.util.Arrays;

/** What a token held, with the key that opened it. */
final class Opened {

    private final FernetKey key;
    private final byte[] plaintext;

    Opened(FernetKey key, byte[] plaintext) {
        this.key = key;
        this.plaintext = plaintext;
    }

    FernetKey key() {
        return key;
    }

    byte[] plaintext() {
        return plaintext;
    }

    /** Whichever key opened either. */
    boolean holdsSame(Opened other) {
        return Arrays.equals(plaintext, other.plaintext);
    }
}
