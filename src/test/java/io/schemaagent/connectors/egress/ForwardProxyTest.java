package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardProxyTest {

    private static ForwardProxy proxy(String uri) {
        return ForwardProxy.parse(uri, Duration.ofSeconds(5));
    }

    @Test
    void readsHostAndPort() {
        ProxyOptions http = proxy("http://proxy.internal:3128/").options();
        ProxyOptions socks = proxy("socks5://[2001:db8::1]:1080").options();

        assertThat(http.getType()).isEqualTo(ProxyType.HTTP);
        assertThat(http.getHost()).isEqualTo("proxy.internal");
        assertThat(http.getPort()).isEqualTo(3128);
        assertThat(http.getUsername()).isNull();
        assertThat(http.getConnectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(socks.getType()).isEqualTo(ProxyType.SOCKS5);
        assertThat(socks.getHost()).isEqualTo("2001:db8::1");
    }

    @Test
    void readsTheProxysCredentials() {
        ProxyOptions both =
                proxy("http://us%3Aer:pass:w%40rd@proxy.internal:3128").options();
        ProxyOptions nameOnly = proxy("http://user@proxy.internal:3128").options();

        assertThat(both.getUsername()).isEqualTo("us:er");
        assertThat(both.getPassword()).isEqualTo("pass:w@rd");
        assertThat(nameOnly.getUsername()).isEqualTo("user");
        assertThat(nameOnly.getPassword()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:geheim@proxy.internal:3128",
                "socks4://proxy.internal:1080",
                "proxy.internal:3128",
                "//proxy.internal:3128",
                "http://proxy.internal",
                "http://proxy.internal:0",
                "http://proxy.internal:65536",
                "http://a_b:3128",
                "http://proxy.internal:3128/path",
                "http://proxy.internal:3128?geheim",
                "http://proxy.internal:3128#geheim",
                "http:3128",
                "http://user:geheim@a b:3128",
                "http://user:geheim@[::99999999999.1.1.1]:3128",
                "geheim"
            })
    void refusesAnythingElseWithoutRepeatingIt(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> proxy(uri))
                .withMessageStartingWith("CONNECTORS_EGRESS_PROXY must be http://host:port or socks5://host:port")
                .withMessageNotContaining("geheim");
    }
}
