package io.schemaagent.connectors.egress;

import static io.schemaagent.connectors.egress.Network.OK;
import static io.schemaagent.connectors.egress.Network.PATIENCE;
import static io.schemaagent.connectors.egress.Network.aRequest;
import static io.schemaagent.connectors.egress.Network.assertFails;
import static io.schemaagent.connectors.egress.Network.body;
import static io.schemaagent.connectors.egress.Network.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.schemaagent.connectors.egress.EgressException.Reason;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressTest {

    private static final String ENDLESS = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n";

    @RegisterExtension
    final Network network = new Network();

    private final Vertx vertx = network.vertx();
    private final FakeResolver names = new FakeResolver();

    private AnEgress anEgress() {
        return AnEgress.allowingLoopback().resolving(names);
    }

    private ScriptedServer started(ScriptedServer server) {
        return network.started(server);
    }

    private static UpstreamUrl urlOf(ScriptedServer server) {
        return new UpstreamUrl("http", "mcp.example", server.port(), "/mcp?q=1");
    }

    private static Destination destination(ScriptedServer server, String... addresses) {
        return new Destination(
                urlOf(server), Stream.of(addresses).map(FakeResolver::address).toList());
    }

    private static Destination destination(ScriptedServer server) {
        return destination(server, "127.0.0.1");
    }

    @Test
    void dialsTheVettedAddressAlthoughTheNameHasMovedOn() {
        ScriptedServer vetted = started(ScriptedServer.answering(OK));
        ScriptedServer moved = started(ScriptedServer.on("127.0.0.2", vetted.port(), ScriptedServer.always(OK)));
        names.answering("127.0.0.1").answering("127.0.0.2");
        Egress egress = anEgress().on(vertx);

        Destination destination = egress.vet(urlOf(vetted)).await().atMost(PATIENCE);
        Destination second = egress.vet(urlOf(vetted)).await().atMost(PATIENCE);
        send(egress, destination).discard().await().atMost(PATIENCE);

        assertThat(second.addresses()).containsExactly(FakeResolver.address("127.0.0.2"));
        assertThat(vetted.connections()).isEqualTo(1);
        assertThat(moved.connections()).isZero();
        assertThat(names.asked()).containsExactly("mcp.example", "mcp.example");
    }

    @Test
    void doesNotReuseAConnectionToWhereTheNameWas() {
        ScriptedServer before = started(ScriptedServer.answering(OK));
        ScriptedServer after = started(ScriptedServer.on("127.0.0.2", before.port(), ScriptedServer.always(OK)));
        Egress egress = anEgress().on(vertx);

        body(send(egress, destination(before, "127.0.0.1")));
        body(send(egress, destination(before, "127.0.0.2")));

        assertThat(before.connections()).isEqualTo(1);
        assertThat(after.connections()).isEqualTo(1);
    }

    @Test
    void namesTheHostOfTheUrlAndNotTheAddress() throws InterruptedException {
        ScriptedServer server = started(ScriptedServer.answering(OK));

        send(anEgress().on(vertx), destination(server));

        assertThat(server.awaitRequest().lines())
                .startsWith("GET /mcp?q=1 HTTP/1.1")
                .containsOnlyOnce("host: mcp.example:" + server.port());
    }

    @Test
    void sendsHeadersInOrderAndTheBody() throws InterruptedException {
        ScriptedServer server = started(ScriptedServer.answering(OK));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Second", "2");
        headers.put("Authorization", "Bearer geheim");
        headers.put("X-First", "1");

        anEgress()
                .on(vertx)
                .send(destination(server), EgressRequest.post(headers, Buffer.buffer("{\"a\":\"\u00fc\"}")))
                .await()
                .atMost(PATIENCE);

        assertThat(server.awaitRequest())
                .startsWith("POST /mcp?q=1 HTTP/1.1\r\n")
                .containsSubsequence("X-Second: 2", "Authorization: Bearer geheim", "X-First: 1")
                .endsWith("\r\n\r\n{\"a\":\"\u00fc\"}");
    }

    @Test
    void sendsTheCredentialFirstAndLetsTheRequestReplaceIt() throws InterruptedException {
        ScriptedServer server = started(ScriptedServer.answering(OK));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Second", "2");
        headers.put("x-api-key", "own");

        send(
                anEgress().on(vertx),
                destination(server),
                EgressRequest.get(headers).as(aCredential(server)));

        assertThat(server.awaitRequest())
                .containsSubsequence("Authorization: Bearer geheim", "X-Second: 2", "x-api-key: own")
                .doesNotContain("X-Api-Key");
    }

    /** What the server gets: an {@code Authorization} and an {@code X-Api-Key}. */
    private static BoundHeaders aCredential(ScriptedServer server) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", "Bearer geheim");
        headers.put("X-Api-Key", "geheim");
        return new BoundHeaders(urlOf(server).origin(), headers);
    }

    @Test
    void sendsNoCredentialToAnotherOrigin() {
        ScriptedServer owner = started(ScriptedServer.answering(OK));
        ScriptedServer other = started(ScriptedServer.answering(OK));
        EgressRequest request = aRequest().as(aCredential(owner));

        assertFails(anEgress().on(vertx).send(destination(other), request), Reason.CREDENTIAL_NOT_FOR_ORIGIN);

        assertThat(other.connections()).isZero();
    }

    @Test
    void sendsNothingUntilSomebodySubscribes() {
        ScriptedServer server = started(ScriptedServer.answering(OK));
        Egress egress = anEgress().on(vertx);

        Uni<EgressResponse> sending = egress.send(destination(server), aRequest());
        int before = server.connections();
        sending.await().atMost(PATIENCE);

        assertThat(before).isZero();
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void answersWithTheHead() {
        ScriptedServer server = started(ScriptedServer.answering(
                "HTTP/1.1 418 I'm a teapot\r\nX-Twice: one\r\nx-twice: two\r\nContent-Length: 0\r\n\r\n"));

        EgressResponse response = send(anEgress().on(vertx), destination(server));

        assertThat(response.status()).isEqualTo(418);
        assertThat(response.header("x-TWICE")).contains("one");
        assertThat(response.header("X-None")).isEmpty();
        assertThat(body(response)).isEmpty();
    }

    @Test
    void readsAWholeBody() {
        ScriptedServer server = started(ScriptedServer.answering(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n4\r\n two\r\n0\r\n\r\n"));

        assertThat(body(send(anEgress().on(vertx), destination(server)))).isEqualTo("one two");
    }

    @Test
    void readsABodyThatEndsWithTheConnection() {
        ScriptedServer server = started(ScriptedServer.playing(visit -> {
            visit.receive();
            visit.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nall of it");
        }));

        assertThat(body(send(anEgress().on(vertx), destination(server)))).isEqualTo("all of it");
    }

    @Test
    void readsABodyAsItArrives() {
        CountDownLatch firstSeen = new CountDownLatch(1);
        ScriptedServer server = started(ScriptedServer.playing(visit -> {
            visit.receive();
            visit.send(ENDLESS);
            visit.await(firstSeen);
            visit.send("3\r\ntwo\r\n0\r\n\r\n");
        }));

        List<String> chunks = Network.parts(send(anEgress().on(vertx), destination(server)))
                .map(Buffer::toString)
                .invoke(firstSeen::countDown)
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE);

        assertThat(chunks).containsExactly("one", "two");
    }

    @Test
    void losesNothingOfABodyThatIsReadLate() {
        String text = "0123456789".repeat(20_000);
        ScriptedServer server = started(
                ScriptedServer.answering("HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n" + text));
        ScriptedServer other = started(ScriptedServer.answering(OK));
        Egress egress = anEgress().on(vertx);

        EgressResponse response = send(egress, destination(server));
        body(send(egress, destination(other)));

        assertThat(body(response)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void takesARedirectForAnAnswer(int status) {
        ScriptedServer elsewhere = started(ScriptedServer.answering(OK));
        String location = "http://127.0.0.1:" + elsewhere.port() + "/";
        ScriptedServer server = started(ScriptedServer.answering(
                "HTTP/1.1 " + status + " Moved\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n"));

        EgressResponse response = send(anEgress().on(vertx), destination(server));

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.header("Location")).contains(location);
        assertThat(response.redirectOrigin()).contains("http://127.0.0.1:" + elsewhere.port());
        assertThat(server.connections()).isEqualTo(1);
        assertThat(elsewhere.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "200 OK\r\nLocation: http://other.example/",
                "302 Found",
                "302 Found\r\nLocation: javascript:alert(1)"
            })
    void tellsNoOriginWhereNothingRedirectsToOne(String head) {
        ScriptedServer server = started(ScriptedServer.answering("HTTP/1.1 " + head + "\r\nContent-Length: 0\r\n\r\n"));

        assertThat(send(anEgress().on(vertx), destination(server)).redirectOrigin())
                .isEmpty();
    }

    @Test
    void tellsTheOwnOriginWhereAPathRedirects() {
        ScriptedServer server = started(
                ScriptedServer.answering("HTTP/1.1 307 Moved\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n"));

        assertThat(send(anEgress().on(vertx), destination(server)).redirectOrigin())
                .contains(urlOf(server).origin());
    }

    @Test
    void readsAsMuchAsIsAllowed() {
        ScriptedServer server =
                started(ScriptedServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n12345678"));

        assertThat(body(send(anEgress().maxResponseSize(8).on(vertx), destination(server))))
                .isEqualTo("12345678");
    }

    @Test
    void givesUpABodyThatIsAnnouncedAndTooLong() throws InterruptedException {
        ScriptedServer server = started(
                ScriptedServer.playing(ScriptedServer.once("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123456789")));

        EgressResponse response = send(anEgress().maxResponseSize(8).on(vertx), destination(server));

        assertFails(response.body(), Reason.RESPONSE_TOO_LARGE);
        server.awaitDeparture();
    }

    @Test
    void givesUpABodyThatTurnsOutTooLong() throws InterruptedException {
        ScriptedServer server = started(ScriptedServer.playing(visit -> {
            visit.receive();
            visit.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            // Far more than fits anywhere on the way, so the server gets through only where it is read on and on.
            for (int i = 0; i < 100_000; i++) {
                visit.send("400\r\n" + "x".repeat(1024) + "\r\n");
            }
        }));

        EgressResponse response = send(anEgress().maxResponseSize(4096).on(vertx), destination(server));

        assertFails(response.body(), Reason.RESPONSE_TOO_LARGE);
        server.awaitDeparture();
    }

    @Test
    void readsNoMoreThanTheRequestAllows() throws InterruptedException {
        ScriptedServer server =
                started(ScriptedServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n12345678"));
        Egress egress = anEgress().on(vertx);

        assertThat(body(send(egress, destination(server), aRequest().atMost(8))))
                .hasSize(8);
        assertFails(send(egress, destination(server), aRequest().atMost(7)).body(), Reason.RESPONSE_TOO_LARGE);
        server.awaitDeparture();
    }

    @Test
    void readsNoMoreThanIsConfiguredWhateverTheRequestAllows() {
        ScriptedServer server =
                started(ScriptedServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123456789"));
        Egress egress = anEgress().maxResponseSize(8).on(vertx);

        assertFails(send(egress, destination(server), aRequest().atMost(1000)).body(), Reason.RESPONSE_TOO_LARGE);
    }

    @Test
    void countsEveryResponseByItself() {
        ScriptedServer server =
                started(ScriptedServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n12345678"));
        Egress egress = anEgress().maxResponseSize(8).on(vertx);

        for (int i = 0; i < 3; i++) {
            assertThat(body(send(egress, destination(server)))).hasSize(8);
        }
    }

    @Test
    void saysThatNothingListens() {
        // Nothing can listen on the same port of another address but what the test puts there.
        ScriptedServer elsewhere = started(ScriptedServer.answering(OK));

        assertFails(anEgress().on(vertx).send(destination(elsewhere, "127.0.0.2"), aRequest()), Reason.CONNECT_REFUSED);
    }

    @Test
    void triesTheNextAddressWhereNothingListens() {
        ScriptedServer server = started(ScriptedServer.answering(OK));
        Destination destination = destination(server, "127.0.0.2", "127.0.0.3", "127.0.0.1");

        assertThat(body(send(anEgress().on(vertx), destination))).isEqualTo("ok");
    }

    @Test
    void triesNoMoreThanThreeAddresses() {
        ScriptedServer server = started(ScriptedServer.answering(OK));
        Destination destination = destination(server, "127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.1");

        assertFails(anEgress().on(vertx).send(destination, aRequest()), Reason.CONNECT_REFUSED);

        assertThat(server.connections()).isZero();
    }

    @Test
    void triesNoOtherAddressOnceTheRequestMayHaveArrived() {
        ScriptedServer first = started(ScriptedServer.playing(visit -> visit.receive()));
        ScriptedServer second = started(ScriptedServer.on("127.0.0.2", first.port(), ScriptedServer.always(OK)));

        assertFails(
                anEgress().on(vertx).send(destination(first, "127.0.0.1", "127.0.0.2"), aRequest()),
                Reason.CONNECTION_LOST);

        assertThat(second.connections()).isZero();
    }

    @Test
    void givesUpAServerThatDoesNotTakeTheConnection() throws IOException {
        List<Socket> queue = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, FakeResolver.address("127.0.0.1"))) {
            fill(full, queue);
            UpstreamUrl url = new UpstreamUrl("http", "mcp.example", full.getLocalPort(), "/");
            Egress egress = anEgress().connectTimeout(Duration.ofMillis(200)).on(vertx);

            Uni<EgressResponse> sending =
                    egress.send(new Destination(url, List.of(FakeResolver.address("127.0.0.1"))), aRequest());

            assertFails(sending, Reason.CONNECT_TIMEOUT);
        } finally {
            for (Socket waiting : queue) {
                waiting.close();
            }
        }
    }

    /** Nobody accepts, so the kernel ignores further connections once its queue is full. */
    private static void fill(ServerSocket server, List<Socket> queue) throws IOException {
        for (int i = 0; i < 100; i++) {
            Socket socket = new Socket();
            queue.add(socket);
            try {
                socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 500);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
        throw new AssertionError("The queue does not fill up");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "SSH-2.0-OpenSSH_9.2 geheim\r\n\r\n",
                "<html>geheim</html>\r\n\r\n"
            })
    void saysThatTheConnectionBrokeBeforeThereWasAHead(String bytes) {
        ScriptedServer server = started(ScriptedServer.playing(visit -> {
            visit.receive();
            visit.send(bytes);
        }));

        assertFails(anEgress().on(vertx).send(destination(server), aRequest()), Reason.CONNECTION_LOST);
    }

    @Test
    void logsNothingThatTheOtherSideSays() {
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler lines = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(line.getLoggerName() + ": " + line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger platform = Logger.getLogger("io.vertx");
        platform.addHandler(lines);
        try {
            ScriptedServer server =
                    started(ScriptedServer.playing(ScriptedServer.once("X-Echo: Bearer geheim\r\n\r\n")));
            ScriptedServer other = started(ScriptedServer.answering(OK));
            Egress egress = anEgress().on(vertx);

            assertFails(egress.send(destination(server), aRequest()), Reason.CONNECTION_LOST);
            // By then the event loop is done with the first one.
            body(send(egress, destination(other)));

            assertThat(logged).isEmpty();
        } finally {
            platform.removeHandler(lines);
        }
    }

    @Test
    void doesNotReadAHeadWithoutEnd() {
        ScriptedServer server = started(ScriptedServer.playing(
                ScriptedServer.once("HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(40_000) + "\r\n\r\n")));

        assertFails(anEgress().on(vertx).send(destination(server), aRequest()), Reason.CONNECTION_LOST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\nzz\r\n"
            })
    void saysThatTheConnectionBrokeWithinTheBody(String bytes) {
        CountDownLatch headSeen = new CountDownLatch(1);
        ScriptedServer server = started(ScriptedServer.playing(visit -> {
            visit.receive();
            visit.send(bytes);
            visit.await(headSeen);
        }));

        Uni<Buffer> body = anEgress()
                .on(vertx)
                .send(destination(server), aRequest())
                .chain(EgressResponse::body)
                .onSubscription()
                .invoke(headSeen::countDown);

        assertFails(body, Reason.CONNECTION_LOST);
    }

    @Test
    void saysThatTheConnectionBrokeAlthoughNobodyHadAskedForTheBodyYet() {
        CountDownLatch headSeen = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        ScriptedServer server = started(ScriptedServer.playing(visit -> {
            visit.receive();
            visit.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart");
            visit.await(headSeen);
            visit.socket().close();
            closed.countDown();
        }));
        ScriptedServer other = started(ScriptedServer.playing(visit -> {
            visit.await(closed);
            ScriptedServer.always(OK).play(visit);
        }));
        Egress egress = anEgress().on(vertx);

        EgressResponse response = send(egress, destination(server));
        headSeen.countDown();
        // Its answer comes after the end of the first connection, on the same event loop.
        body(send(egress, destination(other)));
        body(send(egress, destination(other)));

        assertFails(response.body(), Reason.CONNECTION_LOST);
    }

    @Test
    void closesTheConnectionOfARequestThatIsCancelledBeforeTheAnswer() throws InterruptedException {
        ScriptedServer server = started(ScriptedServer.playing(ScriptedServer.silence()));
        UniAssertSubscriber<EgressResponse> waiting = anEgress()
                .on(vertx)
                .send(destination(server), aRequest())
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        server.awaitRequest();

        waiting.cancel();

        server.awaitDeparture();
        waiting.assertNotTerminated();
    }

    @Test
    void freesTheConnectionOfARequestThatIsCancelled() throws InterruptedException {
        ScriptedServer server = started(ScriptedServer.playing(visit -> {
            if (visit.receive().contains("GET /hang ")) {
                visit.awaitDeparture();
            } else {
                visit.send(OK);
            }
        }));
        Egress egress = anEgress().connectionsPerDestination(1).on(vertx);
        Destination hanging = new Destination(
                new UpstreamUrl("http", "mcp.example", server.port(), "/hang"),
                List.of(FakeResolver.address("127.0.0.1")));
        var cancellable = egress.send(hanging, aRequest()).subscribe().with(response -> {});
        server.awaitRequest();

        cancellable.cancel();

        assertThat(body(send(egress, destination(server)))).isEqualTo("ok");
    }

    @Test
    void closesAStreamOfWhichEnoughWasSeen() throws InterruptedException {
        ScriptedServer server = started(ScriptedServer.playing(ScriptedServer.once(ENDLESS)));

        EgressResponse response = send(anEgress().on(vertx), destination(server));
        Optional<Buffer> first = response.next().await().atMost(PATIENCE);
        response.discard().await().atMost(PATIENCE);

        assertThat(first).map(Buffer::toString).contains("one");
        server.awaitDeparture();
    }

    @Test
    void keepsTheConnectionOfAStreamThatEndsSoonAfterEnoughWasSeen() {
        CountDownLatch cancelled = new CountDownLatch(1);
        ScriptedServer server = started(ScriptedServer.playing(visit -> {
            visit.receive();
            visit.send(ENDLESS);
            visit.await(cancelled);
            visit.send("3\r\ntwo\r\n0\r\n\r\n");
            visit.receive();
            visit.send(OK);
        }));
        // The second request has to wait for the one connection, so it shows what became of it.
        Egress egress = anEgress().connectionsPerDestination(1).on(vertx);

        EgressResponse response = send(egress, destination(server));
        response.next().await().atMost(PATIENCE);
        response.discard().await().atMost(PATIENCE);
        cancelled.countDown();

        assertThat(body(send(egress, destination(server)))).isEqualTo("ok");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void keepsTheConnectionOfAShortResponseThatIsDiscarded() {
        ScriptedServer server = started(ScriptedServer.answering(OK));
        Egress egress = anEgress().connectionsPerDestination(1).on(vertx);

        for (int i = 0; i < 3; i++) {
            send(egress, destination(server)).discard().await().atMost(PATIENCE);
        }

        assertThat(body(send(egress, destination(server)))).isEqualTo("ok");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void closesTheConnectionOfAnEndlessResponseThatIsDiscarded() throws InterruptedException {
        ScriptedServer server = started(ScriptedServer.playing(ScriptedServer.once(ENDLESS)));

        send(anEgress().on(vertx), destination(server)).discard().await().atMost(PATIENCE);

        server.awaitDeparture();
    }

    @Test
    void discardsWithoutComplaintWhatBreaksOff() throws InterruptedException {
        CountDownLatch discarded = new CountDownLatch(1);
        ScriptedServer server = started(ScriptedServer.playing(visit -> {
            if (visit.receive() != null && discarded.getCount() > 0) {
                visit.send(ENDLESS);
                visit.await(discarded);
            } else {
                visit.send(OK);
            }
        }));
        Egress egress = anEgress().connectionsPerDestination(1).on(vertx);

        send(egress, destination(server)).discard().await().atMost(PATIENCE);
        discarded.countDown();

        assertThat(body(send(egress, destination(server)))).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer geheim\n", "Bearer\r\nX-Injected: geheim", "geheim\u0000", "geheim\u007f"})
    void sendsNoHeaderThatWouldBreakTheRequestAndDoesNotRepeatIt(String value) {
        ScriptedServer server = started(ScriptedServer.answering(OK));
        EgressRequest request = EgressRequest.get(Map.of("Authorization", value));

        Uni<EgressResponse> sending = anEgress().on(vertx).send(destination(server), request);

        assertThatExceptionOfType(EgressException.class)
                .isThrownBy(() -> sending.await().atMost(PATIENCE))
                .withNoCause()
                .withMessage("UNSENDABLE_HEADER");
        assertThat(server.connections()).isZero();
    }

    @Test
    void answersManyAtOnce() {
        ScriptedServer server = started(ScriptedServer.answering(OK));
        Egress egress = anEgress().connectionsPerDestination(4).on(vertx);
        List<Uni<Buffer>> sending = Stream.generate(
                        () -> egress.send(destination(server), aRequest()).chain(EgressResponse::body))
                .limit(40)
                .toList();

        List<Buffer> bodies = Uni.join().all(sending).andFailFast().await().atMost(PATIENCE);

        assertThat(bodies).hasSize(40).allMatch(body -> body.toString().equals("ok"));
        assertThat(server.connections()).isBetween(1, 4);
    }
}
