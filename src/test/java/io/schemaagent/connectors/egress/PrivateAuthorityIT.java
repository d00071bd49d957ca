package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaagent.connectors.Application;
import io.schemaagent.connectors.Postgres;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A server in the operator's own network, with a certificate that only the operator's authority vouches for. */
class PrivateAuthorityIT {

    @RegisterExtension
    static final Postgres POSTGRES = Postgres.start();

    private static Certificates certificates;
    private static Path authority;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        certificates = new Certificates(directory)
                .sign("good", "dns:localhost,ip:127.0.0.1")
                .sign("other", "dns:other.example");
        authority = Files.writeString(directory.resolve("authority.pem"), certificates.authorityPem());
    }

    private static String outcome(String certificate, String... settings) throws IOException {
        try (FakeMcpServer upstream = FakeMcpServer.startOverTls(certificates.identity(certificate));
                Application service = Application.startReady(Application.settings(POSTGRES.url(), settings))) {
            String url = upstream.url().replace("127.0.0.1", "localhost");
            return service.call(
                            "POST",
                            "/api/connectors/test",
                            Application.tokenOf("user"),
                            "{\"server_url\":\"" + url + "\"}")
                    .body();
        }
    }

    private static String[] trustingTheAuthority() {
        return new String[] {"QUARKUS_TLS_EGRESS_TRUST_STORE_PEM_CERTS", authority.toString()};
    }

    @Test
    void isTrustedOnceTheOperatorSaysSo() throws IOException {
        assertThat(outcome("good", trustingTheAuthority())).contains("\"success\":true", "\"phase\":\"tls\"");
    }

    @Test
    void isNotTrustedOtherwise() throws IOException {
        assertThat(outcome("good")).contains("\"success\":false", "TLS_UNTRUSTED");
    }

    @Test
    void hasToHaveTheNameThatIsCalled() throws IOException {
        assertThat(outcome("other", trustingTheAuthority())).contains("\"success\":false", "TLS_NAME_MISMATCH");
    }
}
