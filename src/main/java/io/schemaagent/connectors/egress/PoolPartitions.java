package io.schemaagent.connectors.egress;

import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Gives every credential a pool of its own.
 *
 * <p>The platform pools by the text of the server's address, and dials its bytes. So the text gets a label in front that
 * tells the credential, while the bytes stay those that were vetted; there is nothing left to look up.
 */
final class PoolPartitions implements CredentialSeparation {

    private static final int SALT_BYTES = 32;
    private static final int LABEL_BYTES = 16;
    private static final String NO_CREDENTIAL = "shared";

    /** Makes labels worthless to whoever reads one, and to other processes. */
    private final byte[] salt = new byte[SALT_BYTES];

    PoolPartitions() {
        new SecureRandom().nextBytes(salt);
    }

    @Override
    public void dial(RequestOptions request, BoundHeaders credential, InetAddress address) {
        request.setServer(address(credential, address, request.getPort()));
    }

    /** Where to dial: equal for the same credential at the same address and port only. */
    SocketAddress address(BoundHeaders credential, InetAddress address, int port) {
        // The text is all that counts as equal, so the address has to be in it, too.
        String text = label(credential) + "-" + address.getHostAddress();
        try {
            InetAddress labelled = InetAddress.getByAddress(text, address.getAddress());
            return SocketAddress.inetSocketAddress(new InetSocketAddress(labelled, port));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("The bytes of an address are always an address", impossible);
        }
    }

    private String label(BoundHeaders credential) {
        if (credential.isEmpty()) {
            return NO_CREDENTIAL;
        }
        MessageDigest digest = sha256();
        digest.update(salt);
        credential.headers().forEach((name, value) -> add(digest, name, value));
        return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), LABEL_BYTES));
    }

    private static void add(MessageDigest digest, String name, String value) {
        add(digest, name);
        add(digest, value);
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // With its length, so that no two credentials look the same put end to end.
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
