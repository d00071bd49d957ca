package io.schemaagent.connectors.egress;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A private authority with the certificates that it signed, made by the JDK's own tool. */
public final class Certificates {

    /** Of the store and of all that is in it. */
    public static final String PASSWORD = "changeit";

    private final Path file;

    public Certificates(Path directory) {
        file = directory.resolve("certificates.p12");
        keytool("authority", "-ext", "bc:c", "-validity", "30");
    }

    /** Signs a certificate for these names, such as {@code dns:mcp.example} or {@code ip:127.0.0.1}. */
    public Certificates sign(String alias, String names, String... options) {
        List<String> arguments = new ArrayList<>(List.of("-signer", "authority", "-ext", "san=" + names));
        arguments.addAll(List.of(options));
        keytool(alias, arguments.toArray(String[]::new));
        return this;
    }

    private void keytool(String alias, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                alias,
                "-dname",
                "CN=" + alias));
        command.addAll(List.of(options));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool: " + output);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Where all of them are, as PKCS #12. */
    public Path file() {
        return file;
    }

    /** What a server needs to show this certificate. */
    SSLContext server(String alias) throws GeneralSecurityException, IOException {
        KeyStore all = all();
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(
                alias,
                all.getKey(alias, PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                all.getCertificateChain(alias));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(one, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** The same for a server of Vert.x. */
    KeyCertOptions identity(String alias) {
        return new PfxOptions()
                .setPath(file.toString())
                .setPassword(PASSWORD)
                .setAlias(alias)
                .setAliasPassword(PASSWORD);
    }

    /** Trusts the authority and nobody else. */
    TrustOptions authority() throws GeneralSecurityException, IOException {
        return new PemTrustOptions().addCertValue(Buffer.buffer(authorityPem()));
    }

    /** The authority's own certificate. */
    String authorityPem() throws GeneralSecurityException, IOException {
        String base64 = Base64.getMimeEncoder()
                .encodeToString(all().getCertificate("authority").getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    }

    private KeyStore all() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }
}
