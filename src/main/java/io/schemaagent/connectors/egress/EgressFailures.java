package io.schemaagent.connectors.egress;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.schemaagent.connectors.egress.EgressException.Reason;
import java.net.ConnectException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Names what went wrong on the network. */
final class EgressFailures {

    private EgressFailures() {}

    /** What began at this {@link System#nanoTime}. */
    static EgressException whileConnecting(Throwable failure, long started) {
        Duration connected = openedBefore(failure)
                .map(opened -> Duration.ofNanos(opened.nanoTime() - started))
                .orElse(null);
        return new EgressException(reasonOf(failure, Reason.CONNECT_FAILED), failure, connected);
    }

    private static Optional<OpenedBefore> openedBefore(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .flatMap(cause -> Stream.of(cause.getSuppressed()))
                .filter(OpenedBefore.class::isInstance)
                .map(OpenedBefore.class::cast)
                .findFirst();
    }

    static EgressException afterConnecting(Throwable failure) {
        return new EgressException(reasonOf(failure, Reason.CONNECTION_LOST), failure);
    }

    private static Reason reasonOf(Throwable failure, Reason otherwise) {
        boolean tls = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectTimeoutException || cause instanceof SslHandshakeTimeoutException) {
                return Reason.CONNECT_TIMEOUT;
            }
            if (cause instanceof ProxyConnectException && isAboutTheTime(cause)) {
                return Reason.CONNECT_TIMEOUT;
            }
            if (cause instanceof ConnectException) {
                return Reason.CONNECT_REFUSED;
            }
            if (cause instanceof CertificateException && isAboutTheName(cause)) {
                return Reason.TLS_NAME_MISMATCH;
            }
            tls |= cause instanceof SSLException || cause instanceof CertificateException;
        }
        return tls ? Reason.TLS_UNTRUSTED : otherwise;
    }

    /** As the platform says it; all else that a proxy does is a refusal. */
    private static boolean isAboutTheTime(Throwable failure) {
        return String.valueOf(failure.getMessage()).endsWith(", timeout");
    }

    /** The JDK tells the two apart only by their text. */
    private static boolean isAboutTheName(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith("No name matching") || message.startsWith("No subject alternative");
    }
}
