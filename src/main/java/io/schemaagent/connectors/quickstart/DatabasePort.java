package io.schemaagent.connectors.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where the PostgreSQL of a profile listens. The extension that starts it would take one of the ports 5432 to 5442 without
 * a look whether it is free; and where somebody's own PostgreSQL listens, that one would be taken for what was started.
 */
final class DatabasePort {

    /** Up to the first port that Linux gives to whoever asks for any; other systems begin later (RFC 6335, section 6). */
    private static final int FIRST = 20_000;

    private static final int END = 32_000;

    private DatabasePort() {}

    /** A port that was free when it was first asked for, the same for as long as this process lives. */
    static int of(String profile) {
        // Class loaders come and go with every start; what is kept has to be outside of them.
        String kept = "connectors.quickstart.database-port." + profile;
        synchronized (System.getProperties()) {
            return Integer.parseInt(System.getProperties()
                    .computeIfAbsent(kept, unknown -> Integer.toString(free()))
                    .toString());
        }
    }

    private static int free() {
        return ThreadLocalRandom.current()
                .ints(FIRST, END)
                .filter(DatabasePort::isFree)
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
}
