package io.schemaagent.connectors;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.KeyCertOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * What a fake listens with: an HTTP server on loopback that keeps its port when it dies and listens again. All of them
 * handle their requests on one event loop, one after the other.
 */
public final class LoopbackServer {

    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long DRIP_MILLIS = 20;

    /** One for all fakes: a Vert.x instance of its own each would cost more than the test. */
    private static final Vertx VERTX = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setUseDaemonThread(true)
            .setFileSystemOptions(
                    new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));

    private final Optional<KeyCertOptions> tls;
    private final Handler<HttpServerRequest> requests;
    private HttpServer http;
    private volatile int port;

    /** One that does not listen yet, over TLS where there is a certificate. */
    public LoopbackServer(Optional<KeyCertOptions> tls, Handler<HttpServerRequest> requests) {
        this.tls = tls;
        this.requests = requests;
    }

    /** Listens at a port that somebody was told before. */
    public synchronized void listenAt(int knownPort) {
        port = knownPort;
        listen();
    }

    /** A port that nobody listens at, and that no system gives to whoever asks for any (RFC 6335, section 6). */
    public static int freePort() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(20_000, 32_000))
                .filter(LoopbackServer::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /** Listens, if it does not: at a free port, or again at the one that it had. */
    public synchronized void listen() {
        if (http == null) {
            HttpServerOptions options = new HttpServerOptions().setHost(LOOPBACK);
            tls.ifPresent(certificate -> options.setSsl(true).setKeyCertOptions(certificate));
            http = await(
                    VERTX.createHttpServer(options).requestHandler(requests).listen(port, LOOPBACK));
            port = http.actualPort();
        }
    }

    /** Takes no connections any more and drops those it has. */
    public synchronized void die() {
        if (http != null) {
            await(http.close());
            http = null;
            Eventually.holds("nobody listens at the port", PATIENCE, this::refusesConnections);
        }
    }

    /** What listened is said to be closed before its event loop has let go of it; until then, the system connects. */
    private boolean refusesConnections() {
        try (Socket taken = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !taken.isConnected();
        } catch (IOException refused) {
            return true;
        }
    }

    public int port() {
        return port;
    }

    /** Scheme, host and port. */
    public String origin() {
        return (tls.isPresent() ? "https://" : "http://") + LOOPBACK + ":" + port;
    }

    /** Runs this on the event loop, after what was received by now. */
    public static void soon(Runnable task) {
        VERTX.runOnContext(go -> task.run());
    }

    /** Runs this on the event loop after that time. */
    public static void later(long millis, Runnable task) {
        VERTX.setTimer(millis, timer -> task.run());
    }

    /** Writes this again and again for as long as the other side is there. */
    public static void drip(HttpServerResponse response, String drop) {
        VERTX.setPeriodic(DRIP_MILLIS, timer -> {
            if (response.closed()) {
                VERTX.cancelTimer(timer);
            } else {
                response.write(drop);
            }
        });
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("The fake server could not be started or stopped", failure);
        }
    }
}
