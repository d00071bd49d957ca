package io.schemaagent.connectors.credential;

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
}
