package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.schemaagent.connectors.egress.EgressException.Reason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EgressFailuresTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectTimeoutException("10.0.0.1:80"), Reason.CONNECT_TIMEOUT),
                Arguments.of(new SslHandshakeTimeoutException("after 5 s"), Reason.CONNECT_TIMEOUT),
                Arguments.of(new ProxyConnectException("http, none, /10.0.0.1:1, timeout"), Reason.CONNECT_TIMEOUT),
                Arguments.of(new ProxyConnectException("http, none, /10.0.0.1:1, status: 403"), Reason.CONNECT_REFUSED),
                Arguments.of(new ConnectException("10.0.0.1:80 refused"), Reason.CONNECT_REFUSED),
                Arguments.of(new NoRouteToHostException("10.0.0.1"), Reason.CONNECT_FAILED),
                Arguments.of(new SocketException("Network is unreachable: 10.0.0.1"), Reason.CONNECT_FAILED),
                Arguments.of(new IOException("10.0.0.1"), Reason.CONNECT_FAILED),
                Arguments.of(new SSLHandshakeException("10.0.0.1"), Reason.TLS_UNTRUSTED),
                Arguments.of(new CertificateException("expired 10.0.0.1"), Reason.TLS_UNTRUSTED),
                Arguments.of(new CertificateException(), Reason.TLS_UNTRUSTED),
                Arguments.of(new CertificateException("No name matching 10.0.0.1 found"), Reason.TLS_NAME_MISMATCH),
                Arguments.of(
                        wrapped(new CertificateException("No subject alternative DNS name matching 10.0.0.1 found.")),
                        Reason.TLS_NAME_MISMATCH));
    }

    private static Throwable wrapped(Throwable cause) {
        SSLHandshakeException handshake = new SSLHandshakeException("10.0.0.1");
        handshake.initCause(cause);
        return new IOException(handshake);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void namesTheReasonAndKeepsTheRestToItself(Throwable failure, Reason reason) {
        EgressException named = EgressFailures.whileConnecting(failure, 0);

        assertThat(named.reason()).isEqualTo(reason);
        assertThat(named).hasMessage(reason.name()).hasCause(failure);
        assertThat(named.toString()).doesNotContain("10.0.0.1");
    }

    @Test
    void saysHowLongTcpTookWhereOnlyTlsFailed() {
        SSLHandshakeException handshake = new SSLHandshakeException("10.0.0.1");
        handshake.addSuppressed(new OpenedBefore(5_000));

        assertThat(EgressFailures.whileConnecting(new IOException(handshake), 2_000)
                        .connected())
                .contains(Duration.ofNanos(3_000));
        assertThat(EgressFailures.whileConnecting(new ConnectException(), 2_000).connected())
                .isEmpty();
    }

    @Test
    void takesWhateverHappensAfterwardsForALostConnection() {
        EgressException named = EgressFailures.afterConnecting(new IOException("Connection reset by 10.0.0.1"));

        assertThat(named.reason()).isEqualTo(Reason.CONNECTION_LOST);
        assertThat(named).hasMessage("CONNECTION_LOST");
    }
}
