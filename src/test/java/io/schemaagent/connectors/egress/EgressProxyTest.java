package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.schemaagent.connectors.egress.EgressException.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressProxyTest {

    @TempDir
    static Path directory;

    private static Certificates certificates;

    @RegisterExtension
    final Network network = new Network();

    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    @BeforeAll
    static void makeCertificates() {
        certificates = new Certificates(directory).sign("mcp", "dns:mcp.example");
    }

    private ScriptedServer aServer() {
        return network.started(ScriptedServer.answering(Network.OK));
    }

    private ScriptedServer aTlsServer() throws Exception {
        return network.started(ScriptedServer.overTls(certificates.server("mcp"), ScriptedServer.always(Network.OK)));
    }

    private ScriptedServer anHttpProxyTo(ScriptedServer server) {
        return network.started(ScriptedServer.playing(ProxyScripts.http(server)));
    }

    private ScriptedServer aSocksProxyTo(ScriptedServer server) {
        return network.started(ScriptedServer.playing(ProxyScripts.socks5(server, asked)));
    }

    private Egress through(String scheme, ScriptedServer proxy) throws Exception {
        return AnEgress.allowingLoopback()
                .trusting(certificates.authority())
                // The second request has to wait for the one connection, so it shows what became of it.
                .connectionsPerDestination(1)
                .through(scheme + "127.0.0.1:" + proxy.port())
                .on(network.vertx());
    }

    private static String get(Egress egress, Destination destination) {
        return get(egress, destination, BoundHeaders.none());
    }

    private static String get(Egress egress, Destination destination, BoundHeaders credential) {
        return Network.body(Network.send(egress, destination, Network.aRequest().as(credential)));
    }

    private static BoundHeaders credential(Destination destination, String secret) {
        return new BoundHeaders(destination.url().origin(), Map.of("Authorization", secret));
    }

    @Test
    void ignoresTheProxiesThatTheEnvironmentNames() {
        List<String> kinds = List.of("http.proxy", "https.proxy", "socksProxy");
        // Nothing listens on the same port of another address.
        ScriptedServer server = aServer();
        for (String kind : kinds) {
            System.setProperty(kind + "Host", "127.0.0.2");
            System.setProperty(kind + "Port", String.valueOf(server.port()));
        }
        try {
            Egress egress = AnEgress.allowingLoopback().on(network.vertx());

            assertThat(get(egress, Network.destination(server))).isEqualTo("ok");
        } finally {
            for (String kind : kinds) {
                System.clearProperty(kind + "Host");
                System.clearProperty(kind + "Port");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.1", "2001:db8::1, [2001:db8::1]"})
    void asksAnHttpProxyForTheVettedAddressAndNotForTheName(String address, String authority) throws Exception {
        ScriptedServer proxy = anHttpProxyTo(aTlsServer());
        Destination destination = Network.destination("https://mcp.example/", address);

        assertThat(get(through("http://", proxy), destination)).isEqualTo("ok");

        assertThat(proxy.awaitRequest().lines())
                .startsWith("CONNECT " + authority + ":443 HTTP/1.1")
                .noneMatch(line -> line.contains("mcp.example"))
                .noneMatch(line -> line.startsWith("proxy-authorization"));
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 1 192.0.2.1 443", "2001:db8::1, 4 2001:db8:0:0:0:0:0:1 443"})
    void asksASocksProxyForTheVettedAddressAndNotForTheName(String address, String expected) throws Exception {
        ScriptedServer proxy = aSocksProxyTo(aTlsServer());
        Destination destination = Network.destination("https://mcp.example/", address);

        assertThat(get(through("socks5://", proxy), destination, credential(destination, "geheim")))
                .isEqualTo("ok");

        assertThat(asked).containsExactly(expected);
    }

    @Test
    void asksASocksProxyForTheVettedAddressOfPlainHttp() throws Exception {
        ScriptedServer server = aServer();
        ScriptedServer proxy = aSocksProxyTo(server);
        Destination destination = Network.destination("http://mcp.example/mcp", "192.0.2.1");

        assertThat(get(through("socks5://", proxy), destination)).isEqualTo("ok");

        assertThat(asked).containsExactly("1 192.0.2.1 80");
        assertThat(server.awaitRequest().lines())
                .startsWith("GET /mcp HTTP/1.1")
                .contains("host: mcp.example");
    }

    @Test
    void tellsTheProxyWhoItIs() throws Exception {
        ScriptedServer http = anHttpProxyTo(aTlsServer());
        ScriptedServer socks = aSocksProxyTo(aTlsServer());
        Destination destination = Network.destination("https://mcp.example/", "192.0.2.1");

        get(through("http://user:geheim@", http), destination);
        get(through("socks5://user:geheim@", socks), destination);

        // user:geheim
        assertThat(http.awaitRequest()).contains("proxy-authorization: Basic dXNlcjpnZWhlaW0=");
        assertThat(asked).first().isEqualTo("user:geheim");
    }

    @Test
    void refusesPlainHttpWhereAnHttpProxyWouldLookTheNameUp() throws Exception {
        ScriptedServer proxy = anHttpProxyTo(aServer());
        Egress egress = through("http://", proxy);

        Network.assertFails(egress.vet(UpstreamUrl.parse("http://8.8.8.8/").orElseThrow()), Reason.BLOCKED_ADDRESS);

        assertThat(egress.vet(UpstreamUrl.parse("https://8.8.8.8/").orElseThrow())
                        .await()
                        .atMost(Network.PATIENCE))
                .isNotNull();
        assertThat(proxy.connections()).isZero();
    }

    @Test
    void vetsWhatIsBehindAProxyAllTheSame() throws Exception {
        Egress egress = through("socks5://", aSocksProxyTo(aServer()));

        Network.assertFails(egress.vet(UpstreamUrl.parse("http://10.0.0.1/").orElseThrow()), Reason.BLOCKED_ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "socks5://"})
    void reusesNoConnectionForAnotherCredentialBehindAProxy(String scheme) throws Exception {
        ScriptedServer server = aTlsServer();
        ScriptedServer proxy = scheme.equals("http://") ? anHttpProxyTo(server) : aSocksProxyTo(server);
        Destination destination = Network.destination("https://mcp.example/", "192.0.2.1");
        Egress egress = through(scheme, proxy);

        assertThat(get(egress, destination, credential(destination, "one"))).isEqualTo("ok");
        assertThat(get(egress, destination, credential(destination, "two"))).isEqualTo("ok");
        assertThat(get(egress, destination)).isEqualTo("ok");
        assertThat(get(egress, destination)).isEqualTo("ok");

        assertThat(server.connections()).isEqualTo(3);
    }

    @Test
    void saysThatTheProxyRefuses() throws Exception {
        ScriptedServer proxy =
                network.started(ScriptedServer.answering("HTTP/1.1 403 geheim\r\nContent-Length: 0\r\n\r\n"));
        Destination destination = Network.destination("https://mcp.example/", "192.0.2.1");

        Network.assertFails(through("http://", proxy).send(destination, Network.aRequest()), Reason.CONNECT_REFUSED);
    }

    @Test
    void saysThatTheProxyDoesNotAnswer() {
        ScriptedServer proxy = network.started(ScriptedServer.playing(ScriptedServer.silence()));
        Egress egress = AnEgress.allowingLoopback()
                .connectTimeout(Duration.ofMillis(200))
                .through("http://127.0.0.1:" + proxy.port())
                .on(network.vertx());
        Destination destination = Network.destination("https://mcp.example/", "192.0.2.1");

        Network.assertFails(egress.send(destination, Network.aRequest()), Reason.CONNECT_TIMEOUT);
    }

    @Test
    void tellsHowLongTheProxyTookWhereTheCertificateIsRefused() throws Exception {
        ScriptedServer proxy = anHttpProxyTo(aTlsServer());
        Destination destination = Network.destination("https://other.example/", "192.0.2.1");

        EgressException failure = Network.failureOf(through("http://", proxy).send(destination, Network.aRequest()));

        assertThat(failure.reason()).isEqualTo(Reason.TLS_NAME_MISMATCH);
        assertThat(failure.connected()).isPresent();
    }

    @Test
    void doesNotStartWithAProxyThatCannotBeMeant() {
        AnEgress egress = AnEgress.allowingLoopback().through("https://proxy.internal:3128");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> egress.on(network.vertx()))
                .withMessageStartingWith("CONNECTORS_EGRESS_PROXY ");
    }
}
