package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaagent.connectors.egress.EgressException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EgressStallTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final Duration SHORT = Duration.ofMillis(200);

    @RegisterExtension
    final Network network = new Network();

    private ScriptedServer aServer(ScriptedServer.Script script) {
        return network.started(ScriptedServer.playing(script));
    }

    /** Sends as long as somebody is there to take it. */
    private static ScriptedServer.Script dripping(String chunk) {
        return visit -> {
            visit.receive();
            visit.send(HEAD);
            while (true) {
                visit.send(chunk);
                visit.dawdle(Duration.ofMillis(10));
            }
        };
    }

    private EgressResponse answerOf(ScriptedServer server, AnEgress egress) {
        return Network.send(egress.on(network.vertx()), Network.destination(server), Network.aRequest());
    }

    @Test
    void givesUpADocumentThatDrips() throws InterruptedException {
        ScriptedServer server = aServer(dripping("1\r\nx\r\n"));

        EgressResponse response = answerOf(server, AnEgress.allowingLoopback().minProgress(1024, SHORT));

        Network.assertFails(response.body(), Reason.STALLED);
        server.awaitDeparture();
    }

    @Test
    void givesUpADocumentThatIsSilent() throws InterruptedException {
        ScriptedServer server = aServer(ScriptedServer.once(HEAD));

        EgressResponse response = answerOf(server, AnEgress.allowingLoopback().minProgress(1, SHORT));

        Network.assertFails(response.body(), Reason.STALLED);
        server.awaitDeparture();
    }

    @Test
    void readsADocumentThatGrowsFastEnough() {
        int chunks = 100;
        ScriptedServer server = aServer(visit -> {
            visit.receive();
            visit.send(HEAD);
            for (int i = 0; i < chunks; i++) {
                visit.send("1\r\nx\r\n");
                visit.dawdle(Duration.ofMillis(10));
            }
            visit.send("0\r\n\r\n");
        });

        EgressResponse response = answerOf(server, AnEgress.allowingLoopback().minProgress(1, Duration.ofMillis(500)));

        assertThat(Network.body(response)).hasSize(chunks);
    }

    @Test
    void letsAStreamBeSilent() {
        CountDownLatch silent = new CountDownLatch(1);
        ScriptedServer patient = aServer(visit -> {
            visit.receive();
            visit.send(HEAD);
            visit.await(silent);
            visit.send("3\r\nend\r\n0\r\n\r\n");
        });
        ScriptedServer mute = aServer(ScriptedServer.once(HEAD));
        Egress egress = AnEgress.allowingLoopback().minProgress(1024, SHORT).on(network.vertx());

        EgressResponse stream = Network.send(egress, Network.destination(patient), Network.aRequest());
        EgressResponse document = Network.send(egress, Network.destination(mute), Network.aRequest());
        // A document that began later is given up first.
        Network.assertFails(document.body().onTermination().invoke(silent::countDown), Reason.STALLED);

        List<String> chunks = Network.parts(stream)
                .map(Object::toString)
                .collect()
                .asList()
                .await()
                .atMost(Network.PATIENCE);
        assertThat(chunks).containsExactly("end");
    }

    @Test
    void endsAStreamThatGoesOnForEver() throws InterruptedException {
        ScriptedServer server = aServer(dripping("1\r\nx\r\n"));

        EgressResponse response = answerOf(server, AnEgress.allowingLoopback().maxDuration(SHORT));

        Network.assertFails(Network.parts(response).collect().asList(), Reason.STALLED);
        server.awaitDeparture();
    }

    @Test
    void endsARequestThatIsNeverAnswered() throws InterruptedException {
        ScriptedServer server = aServer(ScriptedServer.silence());
        Egress egress = AnEgress.allowingLoopback().maxDuration(SHORT).on(network.vertx());

        Network.assertFails(egress.send(Network.destination(server), Network.aRequest()), Reason.STALLED);
        server.awaitDeparture();
    }

    @Test
    void endsAnAnswerThatNobodyReads() throws InterruptedException {
        ScriptedServer server = aServer(ScriptedServer.once(HEAD));

        EgressResponse response = answerOf(server, AnEgress.allowingLoopback().maxDuration(SHORT));
        server.awaitDeparture();

        Network.assertFails(response.body(), Reason.STALLED);
    }

    @Test
    void endsARequestThatHasNoConnectionYet() {
        ScriptedServer server = aServer(visit -> visit.awaitDeparture());
        Egress egress = AnEgress.allowingLoopback().maxDuration(SHORT).on(network.vertx());
        Destination neverSecured = Network.destination("https://mcp.example:" + server.port() + "/", "127.0.0.1");

        Network.assertFails(egress.send(neverSecured, Network.aRequest()), Reason.STALLED);
    }

    @Test
    void looksAfterExchangesAgainAfterAPause() throws InterruptedException {
        ScriptedServer server = aServer(ScriptedServer.silence());
        Egress egress = AnEgress.allowingLoopback().maxDuration(SHORT).on(network.vertx());

        for (int i = 0; i < 3; i++) {
            Network.assertFails(egress.send(Network.destination(server), Network.aRequest()), Reason.STALLED);
            server.awaitDeparture();
        }
    }
}
