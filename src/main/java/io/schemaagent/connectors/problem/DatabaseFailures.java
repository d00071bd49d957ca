package io.schemaagent.connectors.problem;

import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;

/** Tells a database that is away from one that objects. */
final class DatabaseFailures {

    private DatabaseFailures() {}

    /**
     * Whether a retry a little later may succeed: no connection could be made or had, or PostgreSQL is shutting down,
     * starting up or out of connections (SQLSTATE classes 08, 53 and 57P).
     */
    static boolean isUnavailable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException refused) {
                String state = String.valueOf(refused.getSqlState());
                return state.startsWith("08") || state.startsWith("53") || state.startsWith("57P");
            }
            if (cause instanceof ConnectException
                    || cause instanceof ClosedChannelException
                    || cause instanceof TimeoutException
                    || isClosedConnection(cause)) {
                return true;
            }
        }
        return false;
    }

    /** The SQL client reports these as plain exceptions, by text alone; to Hibernate, that the pool is empty as "Timeout". */
    private static boolean isClosedConnection(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith("Timeout waiting for connection")
                || message.equals("Timeout")
                || message.contains("Connection is closed")
                || message.equals("Connection closed");
    }
}
