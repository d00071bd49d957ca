package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.schemaagent.connectors.egress.EgressException.Reason;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EgressTlsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    static Path directory;

    private static Certificates certificates;

    private final Vertx vertx = Vertx.vertx();
    private final List<ScriptedServer> servers = new ArrayList<>();

    @BeforeAll
    static void makeCertificates() {
        certificates = new Certificates(directory)
                .sign("mcp", "dns:mcp.example,dns:*.mcp.example,dns:localhost,ip:127.0.0.1", "-validity", "30")
                .sign("expired", "dns:mcp.example", "-startdate", "-10d", "-validity", "1");
    }

    @AfterEach
    void close() throws IOException {
        for (ScriptedServer server : servers) {
            server.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private ScriptedServer aServer(String certificate, ScriptedServer.Script script)
            throws GeneralSecurityException, IOException {
        return started(ScriptedServer.overTls(certificates.server(certificate), script));
    }

    private ScriptedServer started(ScriptedServer server) {
        servers.add(server);
        return server;
    }

    private static AnEgress trustingTheAuthority() throws GeneralSecurityException, IOException {
        return AnEgress.allowingLoopback().trusting(certificates.authority());
    }

    private static Uni<String> get(Egress egress, String host, int port, String... addresses) {
        Destination destination = new Destination(
                new UpstreamUrl("https", host, port, "/"),
                Stream.of(addresses).map(FakeResolver::address).toList());
        return egress.send(destination, EgressRequest.get(Map.of()))
                .chain(EgressResponse::body)
                .map(Object::toString);
    }

    private static void assertFails(Uni<String> what, Reason reason) {
        assertThatExceptionOfType(EgressException.class)
                .isThrownBy(() -> what.await().atMost(PATIENCE))
                .withMessage(reason.name())
                .extracting(EgressException::reason)
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"mcp.example", "a.mcp.example", "localhost", "127.0.0.1", "mcp.example."})
    void verifiesTheNameInTheUrlAlthoughTheAddressIsDialled(String host) throws Exception {
        ScriptedServer server = aServer("mcp", ScriptedServer.always(OK));

        String body = get(trustingTheAuthority().on(vertx), host, server.port(), "127.0.0.1")
                .await()
                .atMost(PATIENCE);

        assertThat(body).isEqualTo("ok");
    }

    @Test
    void namesTheHostInTheHandshake() throws Exception {
        BlockingQueue<List<SNIServerName>> named = new LinkedBlockingQueue<>();
        ScriptedServer server = aServer("mcp", visit -> {
            visit.receive();
            named.add(((ExtendedSSLSession) ((SSLSocket) visit.socket()).getSession()).getRequestedServerNames());
            visit.send(OK);
        });

        get(trustingTheAuthority().on(vertx), "mcp.example", server.port(), "127.0.0.1")
                .await()
                .atMost(PATIENCE);

        assertThat(named.poll(20, TimeUnit.SECONDS)).containsExactly(new SNIHostName("mcp.example"));
    }

    @Test
    void refusesACertificateForAnotherName() throws Exception {
        ScriptedServer server = aServer("mcp", ScriptedServer.always(OK));
        Egress egress = trustingTheAuthority().on(vertx);

        assertFails(get(egress, "other.example", server.port(), "127.0.0.1"), Reason.TLS_NAME_MISMATCH);
        assertThat(server.hasNoMoreRequests()).isTrue();
    }

    @Test
    void refusesACertificateForAnotherAddress() throws Exception {
        ScriptedServer server = started(ScriptedServer.overTls(certificates.server("mcp"), ScriptedServer.always(OK)));

        // The name stands for the address that is dialled, yet the certificate has to be for the name.
        assertFails(
                get(trustingTheAuthority().on(vertx), "127.0.0.9", server.port(), "127.0.0.1"),
                Reason.TLS_NAME_MISMATCH);
    }

    @Test
    void refusesAnUnderscoreForWhichTheJdkVerifiesNoCertificate() throws Exception {
        ScriptedServer server = aServer("mcp", ScriptedServer.always(OK));
        Egress egress = trustingTheAuthority().on(vertx);

        assertFails(get(egress, "my_server.mcp.example", server.port(), "127.0.0.1"), Reason.TLS_UNTRUSTED);
        assertThat(server.hasNoMoreRequests()).isTrue();
    }

    @Test
    void refusesASelfSignedCertificate() throws Exception {
        ScriptedServer server = aServer("authority", ScriptedServer.always(OK));
        Egress egress = AnEgress.allowingLoopback().on(vertx);

        assertFails(get(egress, "mcp.example", server.port(), "127.0.0.1"), Reason.TLS_UNTRUSTED);
        assertThat(server.hasNoMoreRequests()).isTrue();
    }

    @Test
    void refusesAnUnknownAuthority() throws Exception {
        ScriptedServer server = aServer("mcp", ScriptedServer.always(OK));
        Egress egress = AnEgress.allowingLoopback().on(vertx);

        assertFails(get(egress, "mcp.example", server.port(), "127.0.0.1"), Reason.TLS_UNTRUSTED);
    }

    @Test
    void refusesAnExpiredCertificate() throws Exception {
        ScriptedServer server = aServer("expired", ScriptedServer.always(OK));
        Egress egress = trustingTheAuthority().on(vertx);

        assertFails(get(egress, "mcp.example", server.port(), "127.0.0.1"), Reason.TLS_UNTRUSTED);
    }

    @Test
    void triesNoOtherAddressForABetterCertificate() throws Exception {
        ScriptedServer server = aServer("mcp", ScriptedServer.always(OK));
        ScriptedServer second = started(ScriptedServer.on("127.0.0.2", server.port(), ScriptedServer.always(OK)));
        Egress egress = AnEgress.allowingLoopback().on(vertx);

        assertFails(get(egress, "mcp.example", server.port(), "127.0.0.1", "127.0.0.2"), Reason.TLS_UNTRUSTED);
        assertThat(second.connections()).isZero();
    }

    @Test
    void saysThatThereIsNoTlsAtThisPort() throws Exception {
        ScriptedServer server = started(ScriptedServer.playing(visit -> {
            visit.send("HTTP/1.1 400 Bad Request\r\n\r\n");
            visit.awaitDeparture();
        }));

        assertFails(
                get(trustingTheAuthority().on(vertx), "mcp.example", server.port(), "127.0.0.1"), Reason.TLS_UNTRUSTED);
    }

    @Test
    void givesUpAHandshakeThatDoesNotEnd() throws Exception {
        ScriptedServer server = started(ScriptedServer.playing(visit -> visit.awaitDeparture()));
        Egress egress =
                trustingTheAuthority().connectTimeout(Duration.ofMillis(200)).on(vertx);

        assertFails(get(egress, "mcp.example", server.port(), "127.0.0.1"), Reason.CONNECT_TIMEOUT);
    }

    @Test
    void sendsNothingOnceItIsCancelledDuringTheHandshake() throws Exception {
        CountDownLatch accepted = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        ScriptedServer server = aServer("mcp", visit -> {
            accepted.countDown();
            visit.await(cancelled);
            // The handshake happens with the first byte that is read.
            ScriptedServer.always(OK).play(visit);
        });
        Egress egress = trustingTheAuthority().connectionsPerDestination(1).on(vertx);
        var sending = get(egress, "mcp.example", server.port(), "127.0.0.1")
                .subscribe()
                .with(body -> {});
        assertThat(accepted.await(20, TimeUnit.SECONDS)).isTrue();

        sending.cancel();
        cancelled.countDown();
        String next =
                get(egress, "mcp.example", server.port(), "127.0.0.1").await().atMost(PATIENCE);

        assertThat(next).isEqualTo("ok");
        assertThat(server.awaitRequest()).startsWith("GET / ");
        assertThat(server.hasNoMoreRequests()).isTrue();
        assertThat(server.connections()).isEqualTo(1);
    }
}
