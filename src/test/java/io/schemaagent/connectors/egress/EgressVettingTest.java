package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.schemaagent.connectors.egress.EgressException.Reason;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressVettingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final FakeResolver names = new FakeResolver();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private AnEgress anEgress() {
        return new AnEgress().resolving(names);
    }

    private static UpstreamUrl url(String text) {
        return UpstreamUrl.parse(text).orElseThrow();
    }

    private static Destination vet(Egress egress, String url) {
        return egress.vet(url(url)).await().atMost(PATIENCE);
    }

    private static void assertRefused(Egress egress, String url, Reason reason) {
        assertThatExceptionOfType(EgressException.class)
                .isThrownBy(() -> vet(egress, url))
                .withMessage(reason.name())
                .extracting(EgressException::reason)
                .isEqualTo(reason);
    }

    @Test
    void handsOutEveryAddressInTheOrderOfTheResolver() {
        names.answering("8.8.8.8", "2606:4700::1", "1.1.1.1");

        Destination destination = vet(anEgress().on(vertx), "https://mcp.example/mcp?q");

        assertThat(destination.url()).isEqualTo(url("https://mcp.example/mcp?q"));
        assertThat(destination.addresses())
                .containsExactly(
                        FakeResolver.address("8.8.8.8"),
                        FakeResolver.address("2606:4700::1"),
                        FakeResolver.address("1.1.1.1"));
    }

    @Test
    void asksTheResolverOnceAndOnlyForTheHost() {
        names.answering("8.8.8.8");

        vet(anEgress().on(vertx), "https://MCP.example:8443/mcp");

        assertThat(names.asked()).containsExactly("mcp.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1/mcp", "http://127.0.0.1/mcp", "http://[fd00::1]/mcp"})
    void letsAnOperatorNameServersThatUsersMayNot(String url) {
        Egress egress = anEgress().httpsOnly().on(vertx);

        Destination destination = egress.vet(url(url), NamedBy.OPERATOR).await().atMost(PATIENCE);

        assertThat(destination.url()).isEqualTo(url(url));
        assertRefused(egress, url, Reason.BLOCKED_ADDRESS);
    }

    @Test
    void refusesOddNotationOfAnOperatorToo() {
        assertThatExceptionOfType(EgressException.class)
                .isThrownBy(() -> anEgress()
                        .on(vertx)
                        .vet(url("http://0x7f.1/"), NamedBy.OPERATOR)
                        .await()
                        .atMost(PATIENCE))
                .withMessage(Reason.BLOCKED_ADDRESS.name());
    }

    @Test
    void asksNobodyAboutAnAddress() {
        Destination destination = vet(anEgress().on(vertx), "https://8.8.8.8/");

        assertThat(destination.addresses()).containsExactly(FakeResolver.address("8.8.8.8"));
        assertThat(names.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://10.0.0.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://0.0.0.0/",
                "http://[::1]/",
                "http://[::]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::127.0.0.1]/",
                "http://[fd00::1]/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://[2002:7f00:1::]/",
                "http://\uff11\uff12\uff17.0.0.1/"
            })
    void refusesAddressesThatAreNotPublic(String url) {
        assertRefused(anEgress().on(vertx), url, Reason.BLOCKED_ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.1/",
                "http://2130706433/",
                "http://0x7f.1/",
                "http://0x7f000001/",
                "http://0177.0.0.1/",
                "http://127.0.0.1./",
                "http://1.2.3/",
                "http://8.8.8.8./"
            })
    void refusesOddNotationsBeforeAnyResolverCanReadThem(String url) {
        names.answering("8.8.8.8");

        assertRefused(anEgress().on(vertx), url, Reason.BLOCKED_ADDRESS);

        assertThat(names.asked()).isEmpty();
    }

    @Test
    void refusesANameOneOfWhoseAddressesIsNotPublic() {
        names.answering("8.8.8.8", "127.0.0.1").answering("127.0.0.1", "8.8.8.8");
        Egress egress = anEgress().on(vertx);

        assertRefused(egress, "http://mcp.example/", Reason.BLOCKED_ADDRESS);
        assertRefused(egress, "http://mcp.example/", Reason.BLOCKED_ADDRESS);
    }

    @Test
    void saysWhereANameHasNoAddress() {
        assertRefused(anEgress().on(vertx), "http://mcp.example/", Reason.DNS_NOT_FOUND);
    }

    @Test
    void connectsNothingWhereAnAddressIsBlocked() throws IOException {
        try (ScriptedServer server = ScriptedServer.playing(ScriptedServer.silence())) {
            names.answering("127.0.0.1");
            Egress egress = anEgress().on(vertx);

            assertRefused(egress, "http://127.0.0.1:" + server.port() + "/", Reason.BLOCKED_ADDRESS);
            assertRefused(egress, "http://mcp.example:" + server.port() + "/", Reason.BLOCKED_ADDRESS);

            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void connectsNothingWhileVettingWhatIsAllowed() throws IOException {
        try (ScriptedServer server = ScriptedServer.playing(ScriptedServer.silence())) {
            Egress egress = anEgress().allowing("127.0.0.1").on(vertx);

            Destination destination = vet(egress, "http://127.0.0.1:" + server.port() + "/");

            assertThat(destination.addresses()).containsExactly(FakeResolver.address("127.0.0.1"));
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void letsTheOperatorAllowAHostWhereverItIs() {
        names.answering("10.1.2.3");
        Egress egress = anEgress().allowing("mcp.internal").on(vertx);

        assertThat(vet(egress, "http://mcp.internal/").addresses()).hasSize(1);
        assertRefused(egress, "http://other.internal/", Reason.BLOCKED_ADDRESS);
    }

    @Test
    void refusesPlainHttpWhereOnlyHttpsIsAllowed() {
        names.answering("8.8.8.8");
        Egress egress = anEgress().httpsOnly().on(vertx);

        assertRefused(egress, "http://mcp.example/", Reason.BLOCKED_ADDRESS);
        assertThat(names.asked()).isEmpty();
        assertThat(vet(egress, "https://mcp.example/").addresses()).hasSize(1);
    }

    @Test
    void doesNotStartWithAnAllowListThatCannotBeMeant() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> anEgress().allowing("10.0.0.0/99").on(vertx))
                .withMessage("CONNECTORS_EGRESS_ALLOW: /99 is not a prefix length of 10.0.0.0");
    }

    @Test
    void keepsTheVettedAddressesForAnotherPath() {
        names.answering("8.8.8.8").answering("1.1.1.1");
        Destination destination = vet(anEgress().on(vertx), "https://mcp.example/base?q");

        Destination other = destination.append("/mcp/tools");

        assertThat(other.url()).hasToString("https://mcp.example/base/mcp/tools");
        assertThat(other.addresses()).isEqualTo(destination.addresses());
        assertThat(names.asked()).hasSize(1);
    }
}
