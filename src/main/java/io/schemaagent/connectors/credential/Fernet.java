package io.schemaagent.connectors.credential;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.paddings.PKCS7Padding;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * Fernet tokens as the <a href="https://github.com/fernet/spec/blob/master/Spec.md">specification</a> has them: version,
 * time, IV, AES-128-CBC ciphertext and HMAC-SHA256 over all of it, in URL-safe base64. A token's age does not count
 * here: credentials are kept until their owner removes them.
 */
final class Fernet {

    private static final byte VERSION = (byte) 0x80;
    static final int IV_BYTES = 16;
    private static final int BLOCK_BYTES = 16;
    private static final int MAC_BYTES = 32;
    private static final int HEAD_BYTES = 1 + Long.BYTES + IV_BYTES;

    private Fernet() {}

    /**
     * Encrypts and signs.
     *
     * @param epochSeconds when, written in clear into the token
     * @param iv 16 unpredictable bytes, never used twice
     */
    static String seal(FernetKey key, byte[] plaintext, long epochSeconds, byte[] iv) {
        // Padding can be wrong only in what is decrypted, so there always is a result.
        byte[] ciphertext = aes(key, true, iv, plaintext, 0, plaintext.length).orElseThrow();
        ByteBuffer token = ByteBuffer.allocate(HEAD_BYTES + ciphertext.length + MAC_BYTES)
                .put(VERSION)
                .putLong(epochSeconds)
                .put(iv)
                .put(ciphertext);
        token.put(mac(key, token.array(), token.position()));
        return Base64.getUrlEncoder().encodeToString(token.array());
    }

    /** The plaintext, or empty where this key did not make the token or somebody changed it. */
    static Optional<byte[]> open(FernetKey key, String token) {
        byte[] bytes = decode(token);
        int signed = bytes.length - MAC_BYTES;
        if (signed < HEAD_BYTES + BLOCK_BYTES || (signed - HEAD_BYTES) % BLOCK_BYTES != 0 || bytes[0] != VERSION) {
            return Optional.empty();
        }
        byte[] theirs = Arrays.copyOfRange(bytes, signed, bytes.length);
        if (!org.bouncycastle.util.Arrays.constantTimeAreEqual(mac(key, bytes, signed), theirs)) {
            return Optional.empty();
        }
        byte[] iv = Arrays.copyOfRange(bytes, HEAD_BYTES - IV_BYTES, HEAD_BYTES);
        return aes(key, false, iv, bytes, HEAD_BYTES, signed - HEAD_BYTES);
    }

    private static byte[] decode(String token) {
        try {
            return Base64.getUrlDecoder().decode(token.strip().getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private static byte[] mac(FernetKey key, byte[] bytes, int length) {
        HMac hmac = new HMac(new SHA256Digest());
        hmac.init(new KeyParameter(key.signing()));
        hmac.update(bytes, 0, length);
        byte[] mac = new byte[MAC_BYTES];
        hmac.doFinal(mac, 0);
        return mac;
    }

    private static Optional<byte[]> aes(
            FernetKey key, boolean encrypt, byte[] iv, byte[] input, int offset, int length) {
        var cipher =
                new PaddedBufferedBlockCipher(CBCBlockCipher.newInstance(AESEngine.newInstance()), new PKCS7Padding());
        cipher.init(encrypt, new ParametersWithIV(new KeyParameter(key.encryption()), iv));
        byte[] output = new byte[cipher.getOutputSize(length)];
        try {
            int written = cipher.processBytes(input, offset, length, output, 0);
            return Optional.of(Arrays.copyOf(output, written + cipher.doFinal(output, written)));
        } catch (InvalidCipherTextException badPadding) {
            return Optional.empty();
        }
    }
}
