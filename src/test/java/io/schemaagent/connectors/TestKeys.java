package io.schemaagent.connectors;

import io.schemaagent.connectors.secrecy.KnownSecrets;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.Callable;

/** Key pairs of token issuers. */
public final class TestKeys {

    private TestKeys() {}

    /** An RSA key pair, the same for the same name. */
    public static KeyPair rsa(String name) {
        return known("RSA", name, () -> KeyPairGenerator.getInstance("RSA"));
    }

    /** A key pair on P-256, the same for the same name. */
    public static KeyPair elliptic(String name) {
        return known("EC", name, TestKeys::p256);
    }

    private static KeyPairGenerator p256() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator;
    }

    /** A profile and its test are loaded by two class loaders: what they share has to live outside of both. */
    private static KeyPair known(String type, String name, Callable<KeyPairGenerator> generator) {
        String property = "test-key." + type + "." + name;
        try {
            if (System.getProperty(property) == null) {
                KeyPair pair = generator.call().generateKeyPair();
                KnownSecrets.add(
                        "private key of a token issuer",
                        encoded(pair.getPrivate().getEncoded()));
                System.setProperty(
                        property,
                        encoded(pair.getPrivate().getEncoded()) + ":"
                                + encoded(pair.getPublic().getEncoded()));
            }
            String[] parts = System.getProperty(property).split(":", -1);
            KeyFactory factory = KeyFactory.getInstance(type);
            return new KeyPair(
                    factory.generatePublic(
                            new X509EncodedKeySpec(Base64.getDecoder().decode(parts[1]))),
                    factory.generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getDecoder().decode(parts[0]))));
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encoded(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }

    public static String pem(PublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    public static String jwk(String id, PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return "{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}"
                    .formatted(id, base64(rsa.getModulus(), 256), base64(rsa.getPublicExponent(), 3));
        }
        ECPublicKey ec = (ECPublicKey) key;
        return "{\"kty\":\"EC\",\"use\":\"sig\",\"alg\":\"ES256\",\"crv\":\"P-256\",\"kid\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"}"
                .formatted(
                        id, base64(ec.getW().getAffineX(), 32), base64(ec.getW().getAffineY(), 32));
    }

    private static String base64(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[length];
        int copied = Math.min(bytes.length, length);
        System.arraycopy(
                Arrays.copyOfRange(bytes, bytes.length - copied, bytes.length), 0, fixed, length - copied, copied);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
    }
}
