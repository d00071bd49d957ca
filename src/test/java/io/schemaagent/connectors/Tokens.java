package io.schemaagent.connectors;

import io.schemaagent.connectors.secrecy.KnownSecrets;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** Tokens of users, signed with the key that tests trust, and tokens that nobody should trust. */
public final class Tokens {

    private Tokens() {}

    /** A valid token of this user. */
    public static String of(String owner) {
        return secret(Jwt.subject(owner).expiresIn(600).sign());
    }

    /** A user whom no other test knows. */
    public static String aUser() {
        return "user-" + UUID.randomUUID();
    }

    /** A token with this header and these claims, and this text as signature. */
    public static String handmade(String header, String claims, String signature) {
        return base64(header) + "." + base64(claims) + "." + signature;
    }

    /** A token with exactly these claims, signed with the key that tests trust. */
    public static String signed(String claims) {
        try {
            String location = ConfigProvider.getConfig().getValue("smallrye.jwt.sign.key.location", String.class);
            String pem = Files.readString(Path.of(URI.create(location)));
            byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            Signature rs256 = Signature.getInstance("SHA256withRSA");
            rs256.initSign(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der)));
            String signed = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + base64(claims);
            rs256.update(signed.getBytes(StandardCharsets.US_ASCII));
            return secret(signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(rs256.sign()));
        } catch (IOException | GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String secret(String token) {
        KnownSecrets.add("token of a user", token);
        return token;
    }

    /** Base64 as JWS has it: URL-safe, without padding. */
    public static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
