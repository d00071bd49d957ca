package io.schemaagent.connectors.egress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** Does byte for byte what a test tells it to, and knows who came. */
final class ScriptedServer implements AutoCloseable {

    /** What happens on one connection; where it ends, the connection is closed. */
    @FunctionalInterface
    interface Script {
        void play(Visit visit) throws IOException;
    }

    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: ([0-9]+)");

    private final ServerSocket listener;
    private final Script script;
    private final AtomicInteger connections = new AtomicInteger();
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> departures = new LinkedBlockingQueue<>();

    private ScriptedServer(ServerSocket listener, Script script) {
        this.listener = listener;
        this.script = script;
        inBackground(this::accept);
    }

    static ScriptedServer on(String address, int port, Script script) {
        try {
            return new ScriptedServer(new ServerSocket(port, 50, FakeResolver.address(address)), script);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static ScriptedServer playing(Script script) {
        return on("127.0.0.1", 0, script);
    }

    /** Gives the same answer to every request, on as many of them as come over one connection. */
    static ScriptedServer answering(String response) {
        return playing(always(response));
    }

    static ScriptedServer overTls(SSLContext tls, Script script) {
        try {
            return new ScriptedServer(
                    tls.getServerSocketFactory().createServerSocket(0, 50, FakeResolver.address("127.0.0.1")), script);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Script always(String response) {
        return visit -> {
            while (visit.receive() != null) {
                visit.send(response);
            }
        };
    }

    /** Sends this and waits for the visitor to leave. */
    static Script once(String response) {
        return visit -> {
            visit.receive();
            visit.send(response);
            visit.awaitDeparture();
        };
    }

    static Script silence() {
        return once("");
    }

    int port() {
        return listener.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** The next request as it came. */
    String awaitRequest() throws InterruptedException {
        String request = requests.poll(20, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("No request came");
        }
        return request;
    }

    /** Waits until a visitor has closed its connection. */
    void awaitDeparture() throws InterruptedException {
        if (departures.poll(20, TimeUnit.SECONDS) == null) {
            throw new AssertionError("Nobody left");
        }
    }

    boolean hasNoMoreRequests() {
        return requests.isEmpty();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                inBackground(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            script.play(new Visit(socket));
        } catch (IOException gone) {
            departures.add(true);
        }
    }

    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** One connection. */
    final class Visit {

        private final Socket socket;

        Visit(Socket socket) {
            this.socket = socket;
        }

        Socket socket() {
            return socket;
        }

        /** The next request, or null where the visitor leaves instead. */
        String receive() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            while (!text(head).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    departures.add(true);
                    return null;
                }
                head.write(next);
            }
            Matcher length = CONTENT_LENGTH.matcher(text(head));
            String body = length.find()
                    ? new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8)
                    : "";
            String request = text(head) + body;
            requests.add(request);
            return request;
        }

        private static String text(ByteArrayOutputStream bytes) {
            return bytes.toString(StandardCharsets.ISO_8859_1);
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }

        void awaitDeparture() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // Whatever still comes does not matter.
            }
            departures.add(true);
        }

        void await(CountDownLatch latch) throws IOException {
            if (!wait(latch, Duration.ofSeconds(20))) {
                throw new IOException("Nobody let the server go on");
            }
        }

        /** Goes on slowly; the time is the server's manner, nothing waits for it. */
        void dawdle(Duration time) throws IOException {
            wait(new CountDownLatch(1), time);
        }

        private static boolean wait(CountDownLatch latch, Duration time) throws IOException {
            try {
                return latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
        }
    }
}
