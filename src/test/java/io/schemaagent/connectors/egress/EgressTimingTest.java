package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaagent.connectors.egress.EgressException.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class EgressTimingTest {

    private static final Duration SLOW = Duration.ofMillis(300);

    @TempDir
    static Path directory;

    private static Certificates certificates;

    @RegisterExtension
    final Network network = new Network();

    private final List<Connected> connections = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void makeCertificates() {
        certificates = new Certificates(directory).sign("mcp", "dns:mcp.example");
    }

    /** Whose handshake happens with the first byte that it reads. */
    private static ScriptedServer.Script afterAWhile() {
        return visit -> {
            visit.dawdle(SLOW);
            ScriptedServer.always(Network.OK).play(visit);
        };
    }

    private ScriptedServer aTlsServer(ScriptedServer.Script script) throws Exception {
        return network.started(ScriptedServer.overTls(certificates.server("mcp"), script));
    }

    private static Destination secure(ScriptedServer server) {
        return Network.destination("https://mcp.example:" + server.port() + "/", "127.0.0.1");
    }

    private void get(Egress egress, Destination destination) {
        Network.body(egress.send(destination, Network.aRequest(), connections::add)
                .await()
                .atMost(Network.PATIENCE));
    }

    @Test
    void tellsTcpApartFromTls() throws Exception {
        ScriptedServer server = aTlsServer(afterAWhile());
        Egress egress =
                AnEgress.allowingLoopback().trusting(certificates.authority()).on(network.vertx());

        get(egress, secure(server));

        assertThat(connections).singleElement().satisfies(connection -> {
            assertThat(connection.tls()).isGreaterThan(SLOW.dividedBy(2));
            assertThat(connection.tcp()).isPositive();
        });
    }

    @Test
    void tellsNoTlsForAConnectionThatWasOpen() throws Exception {
        ScriptedServer server = aTlsServer(afterAWhile());
        Egress egress = AnEgress.allowingLoopback()
                .trusting(certificates.authority())
                .connectionsPerDestination(1)
                .on(network.vertx());

        get(egress, secure(server));
        get(egress, secure(server));

        assertThat(server.connections()).isEqualTo(1);
        assertThat(connections).hasSize(2);
        assertThat(connections.get(1).tls()).isZero();
        assertThat(connections.get(1).tcp()).isPositive();
    }

    @Test
    void tellsNoTlsForPlainHttp() {
        ScriptedServer server = network.started(ScriptedServer.answering(Network.OK));

        get(AnEgress.allowingLoopback().on(network.vertx()), Network.destination(server));

        assertThat(connections).singleElement().satisfies(connection -> assertThat(connection.tls())
                .isZero());
    }

    @Test
    void tellsHowLongTcpTookWhereTheCertificateIsRefused() throws Exception {
        ScriptedServer server = aTlsServer(afterAWhile());
        Egress egress = AnEgress.allowingLoopback().on(network.vertx());

        EgressException failure = Network.failureOf(egress.send(secure(server), Network.aRequest(), connections::add));

        assertThat(failure.reason()).isEqualTo(Reason.TLS_UNTRUSTED);
        assertThat(failure.connected())
                .hasValueSatisfying(tcp -> assertThat(tcp).isPositive());
        assertThat(connections).isEmpty();
    }

    @Test
    void tellsHowLongTcpTookWhereTheHandshakeDoesNotEnd() {
        ScriptedServer server = network.started(ScriptedServer.playing(visit -> visit.awaitDeparture()));
        Egress egress = AnEgress.allowingLoopback()
                .connectTimeout(Duration.ofMillis(200))
                .on(network.vertx());

        EgressException failure = Network.failureOf(egress.send(secure(server), Network.aRequest()));

        assertThat(failure.reason()).isEqualTo(Reason.CONNECT_TIMEOUT);
        assertThat(failure.connected()).isPresent();
    }

    @Test
    void tellsHowLongTcpTookWhereTheHandshakeBreaksOff() {
        ScriptedServer server = network.started(ScriptedServer.playing(visit -> visit.dawdle(Duration.ZERO)));
        Egress egress = AnEgress.allowingLoopback().on(network.vertx());

        assertThat(Network.failureOf(egress.send(secure(server), Network.aRequest()))
                        .connected())
                .isPresent();
    }

    @Test
    void tellsNothingWhereNothingWasConnected() {
        // Nothing can listen on the same port of another address but what the test puts there.
        ScriptedServer elsewhere = network.started(ScriptedServer.answering(Network.OK));
        Egress egress = AnEgress.allowingLoopback().on(network.vertx());
        Destination nobody = Network.destination("https://mcp.example:" + elsewhere.port() + "/", "127.0.0.2");

        EgressException failure = Network.failureOf(egress.send(nobody, Network.aRequest()));

        assertThat(failure.reason()).isEqualTo(Reason.CONNECT_REFUSED);
        assertThat(failure.connected()).isEmpty();
    }
}
