package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.schemaagent.connectors.egress.EgressException.Reason;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class EgressBreakerTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    @RegisterExtension
    final Network network = new Network();

    private final FakeResolver names = new FakeResolver();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private Egress anEgress(Duration open) {
        return AnEgress.allowingLoopback()
                .resolving(names)
                .meteredBy(meters)
                .breaking(2, open)
                .on(network.vertx());
    }

    private ScriptedServer aServer() {
        return network.started(ScriptedServer.answering(Network.OK));
    }

    private static UpstreamUrl urlOf(ScriptedServer server) {
        return Network.destination(server).url();
    }

    private static Uni<EgressResponse> tested(Egress egress, UpstreamUrl url) {
        return egress.vet(url).chain(destination -> egress.send(destination, Network.aRequest()));
    }

    private static Uni<EgressResponse> called(Egress egress, UpstreamUrl url) {
        return egress.vetUnlessDown(url, NamedBy.USER)
                .chain(destination -> egress.send(destination, Network.aRequest()));
    }

    private double opened() {
        return meters.get("connectors.egress.breaker.opened").counter().count();
    }

    @Test
    void leavesAnOriginAloneThatCannotBeConnectedTo() {
        ScriptedServer server = aServer();
        // Where nothing listens.
        names.answering("127.0.0.2");
        Egress egress = anEgress(LONG);

        Network.assertFails(called(egress, urlOf(server)), Reason.CONNECT_REFUSED);
        Network.assertFails(called(egress, urlOf(server)), Reason.CONNECT_REFUSED);
        Network.assertFails(called(egress, urlOf(server)), Reason.CIRCUIT_OPEN);

        assertThat(names.asked()).hasSize(2);
        assertThat(opened()).isEqualTo(1);
    }

    @Test
    void letsThroughWhoTestsAndClosesWhereThatOneIsConnected() {
        ScriptedServer server = aServer();
        names.answering("127.0.0.2").answering("127.0.0.2").answering("127.0.0.1");
        Egress egress = anEgress(LONG);
        Network.assertFails(tested(egress, urlOf(server)), Reason.CONNECT_REFUSED);
        Network.assertFails(tested(egress, urlOf(server)), Reason.CONNECT_REFUSED);
        Network.assertFails(called(egress, urlOf(server)), Reason.CIRCUIT_OPEN);

        String tested = Network.body(tested(egress, urlOf(server)).await().atMost(Network.PATIENCE));
        String called = Network.body(called(egress, urlOf(server)).await().atMost(Network.PATIENCE));

        assertThat(tested).isEqualTo("ok");
        assertThat(called).isEqualTo("ok");
    }

    @Test
    void triesAgainAfterAWhile() {
        ScriptedServer server = aServer();
        names.answering("127.0.0.2").answering("127.0.0.2").answering("127.0.0.1");
        Egress egress = anEgress(Duration.ZERO);
        Network.assertFails(called(egress, urlOf(server)), Reason.CONNECT_REFUSED);
        Network.assertFails(called(egress, urlOf(server)), Reason.CONNECT_REFUSED);

        String called = Network.body(called(egress, urlOf(server)).await().atMost(Network.PATIENCE));

        assertThat(opened()).isEqualTo(1);
        assertThat(called).isEqualTo("ok");
    }

    @Test
    void countsCertificatesThatAreRefused(@TempDir Path directory) throws Exception {
        Certificates certificates = new Certificates(directory).sign("mcp", "dns:mcp.example");
        ScriptedServer server =
                network.started(ScriptedServer.overTls(certificates.server("mcp"), ScriptedServer.always(Network.OK)));
        UpstreamUrl url = new UpstreamUrl("https", "mcp.example", server.port(), "/");
        names.answering("127.0.0.1");
        Egress egress = anEgress(LONG);

        Network.assertFails(called(egress, url), Reason.TLS_UNTRUSTED);
        Network.assertFails(called(egress, url), Reason.TLS_UNTRUSTED);

        Network.assertFails(called(egress, url), Reason.CIRCUIT_OPEN);
    }

    @Test
    void countsNothingThatDependsOnTheRequest() {
        ScriptedServer server = network.started(ScriptedServer.playing(visit -> visit.receive()));
        names.answering("127.0.0.1");
        Egress egress = anEgress(LONG);

        for (int i = 0; i < 5; i++) {
            Network.assertFails(called(egress, urlOf(server)), Reason.CONNECTION_LOST);
        }

        assertThat(opened()).isZero();
    }

    @Test
    void countsAllAddressesOnce() {
        ScriptedServer server = aServer();
        names.answering("127.0.0.2", "127.0.0.3");
        Egress egress = anEgress(LONG);

        Network.assertFails(called(egress, urlOf(server)), Reason.CONNECT_REFUSED);

        assertThat(opened()).isZero();
    }

    @Test
    void namesNoHostInItsMetric() {
        anEgress(LONG);

        assertThat(meters.getMeters())
                .filteredOn(meter -> meter.getId().getName().startsWith("connectors.egress"))
                .flatExtracting(meter -> meter.getId().getTags())
                .isEmpty();
    }
}
