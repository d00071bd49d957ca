package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaagent.connectors.egress.EgressException.Reason;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressEncodingTest {

    @RegisterExtension
    final Network network = new Network();

    private EgressResponse answerTo(ScriptedServer server, EgressRequest request) {
        Egress egress = AnEgress.allowingLoopback().on(network.vertx());
        return Network.send(egress, Network.destination(server), request);
    }

    private ScriptedServer aServerThatEncodes(String... encodings) {
        StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\n");
        for (String encoding : encodings) {
            head.append("Content-Encoding: ").append(encoding).append("\r\n");
        }
        return network.started(
                ScriptedServer.playing(ScriptedServer.once(head + "X-Kept: yes\r\nContent-Length: 2\r\n\r\nok")));
    }

    @Test
    void asksForAnUnencodedBodyWhateverTheRequestSays() throws InterruptedException {
        ScriptedServer server = network.started(ScriptedServer.answering(Network.OK));

        answerTo(server, EgressRequest.get(Map.of("accept-encoding", "gzip")));

        assertThat(server.awaitRequest())
                .containsOnlyOnce("Accept-Encoding: identity")
                .doesNotContain("gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "identity, gzip", "unknown"})
    void refusesAnEncodedBody(String encoding) throws InterruptedException {
        ScriptedServer server = aServerThatEncodes(encoding);

        EgressResponse response = answerTo(server, Network.aRequest());

        Network.assertFails(response.body(), Reason.CONTENT_ENCODED);
        server.awaitDeparture();
    }

    @Test
    void refusesAnEncodedStream() throws InterruptedException {
        ScriptedServer server = aServerThatEncodes("gzip");

        EgressResponse response = answerTo(server, Network.aRequest());

        Network.assertFails(response.next(), Reason.CONTENT_ENCODED);
        server.awaitDeparture();
    }

    @Test
    void refusesAnEncodingThatIsNamedSecond() {
        ScriptedServer server = aServerThatEncodes("identity", "deflate");

        Network.assertFails(answerTo(server, Network.aRequest()).body(), Reason.CONTENT_ENCODED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "Identity", ""})
    void readsABodyThatOnlySaysThatItIsNotEncoded(String encoding) {
        ScriptedServer server = aServerThatEncodes(encoding);

        assertThat(Network.body(answerTo(server, Network.aRequest()))).isEqualTo("ok");
    }

    @Test
    void showsTheHeadOfAnEncodedResponseAndDiscardsItsBody() {
        ScriptedServer server = network.started(ScriptedServer.answering(
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nX-Kept: yes\r\nContent-Length: 2\r\n\r\nok"));

        EgressResponse response = answerTo(server, Network.aRequest());

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("X-Kept")).contains("yes");
        assertThat(response.discard().await().atMost(Network.PATIENCE)).isNull();
    }
}
