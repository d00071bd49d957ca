package io.schemaagent.connectors;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;

/** What the tests of a server that is gone rest on. */
class LoopbackServerTest {

    /** Often enough to see what happens in one of ten cases. */
    private static final int TIMES = 100;

    private final LoopbackServer server =
            new LoopbackServer(Optional.empty(), request -> request.response().end());

    @AfterEach
    void stop() {
        server.die();
    }

    @RepeatedTest(TIMES)
    void takesNoConnectionOnceItIsDead() {
        server.listen();

        server.die();

        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), server.port()).close());
    }
}
