package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.SocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolPartitionsTest {

    @RegisterExtension
    final Network network = new Network();

    private final PoolPartitions partitions = new PoolPartitions();

    private static BoundHeaders credential(String name, String value) {
        return new BoundHeaders("https://mcp.example", Map.of(name, value));
    }

    private SocketAddress address(BoundHeaders credential) {
        return partitions.address(credential, FakeResolver.address("192.0.2.1"), 443);
    }

    @Test
    void givesEveryCredentialAPoolOfItsOwn() {
        SocketAddress one = address(credential("Authorization", "Bearer one"));

        assertThat(one)
                .isEqualTo(address(credential("Authorization", "Bearer one")))
                .isNotEqualTo(address(credential("Authorization", "Bearer two")))
                .isNotEqualTo(address(credential("AuthorizationBearer", " one")))
                .isNotEqualTo(address(BoundHeaders.none()));
        assertThat(address(BoundHeaders.none())).isEqualTo(address(BoundHeaders.none()));
    }

    @Test
    void givesEveryAddressAPoolOfItsOwn() {
        SocketAddress one = address(BoundHeaders.none());

        assertThat(one)
                .isNotEqualTo(partitions.address(BoundHeaders.none(), FakeResolver.address("192.0.2.2"), 443))
                .isNotEqualTo(partitions.address(BoundHeaders.none(), FakeResolver.address("192.0.2.1"), 444));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "2001:db8:0:0:0:0:0:1"})
    void leavesNothingToLookUp(String literal) {
        BoundHeaders credential = credential("Authorization", "Bearer geheim");

        SocketAddress address = partitions.address(credential, FakeResolver.address(literal), 443);

        assertThat(address.hostAddress()).isEqualTo(literal);
        assertThat(address.port()).isEqualTo(443);
    }

    @Test
    void tellsNobodyTheCredential() {
        BoundHeaders credential = credential("Authorization", "Bearer geheim");

        assertThat(address(credential).toString()).doesNotContain("geheim", "Authorization");
        assertThat(address(credential))
                .isNotEqualTo(new PoolPartitions().address(credential, FakeResolver.address("192.0.2.1"), 443));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void reusesAConnectionForTheSameCredentialOnly(String address) {
        ScriptedServer server = network.started(ScriptedServer.on(address, 0, ScriptedServer.always(Network.OK)));
        Destination destination = Network.destination("http://mcp.example:" + server.port() + "/", address);
        String origin = destination.url().origin();
        EgressRequest one = Network.aRequest().as(new BoundHeaders(origin, Map.of("Authorization", "Bearer one")));
        EgressRequest two = Network.aRequest().as(new BoundHeaders(origin, Map.of("Authorization", "Bearer two")));
        // Each request has to wait for the one connection of its pool, so a second one is another pool's.
        Egress egress = AnEgress.allowingLoopback().connectionsPerDestination(1).on(network.vertx());

        for (int i = 0; i < 3; i++) {
            assertThat(Network.body(Network.send(egress, destination, one))).isEqualTo("ok");
        }
        int afterOne = server.connections();
        for (int i = 0; i < 3; i++) {
            assertThat(Network.body(Network.send(egress, destination, two))).isEqualTo("ok");
            assertThat(Network.body(Network.send(egress, destination, one))).isEqualTo("ok");
        }
        int afterTwo = server.connections();
        Network.body(Network.send(egress, destination, Network.aRequest()));

        assertThat(afterOne).isEqualTo(1);
        assertThat(afterTwo).isEqualTo(2);
        assertThat(server.connections()).isEqualTo(3);
    }
}
