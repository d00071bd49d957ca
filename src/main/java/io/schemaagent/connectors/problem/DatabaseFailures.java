package io.schemaagent.connectors.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Tells a database that is away, or has too much to do, from one that objects. */
public final class DatabaseFailures {

    /**
     * SQLSTATE codes, or the classes they begin with, after which a retry a little later may succeed (PostgreSQL,
     * appendix A).
     */
    private static final List<String> TEMPORARY = List.of(
            "08", // connection exception
            "53", // insufficient resources, too many connections among them
            "57P", // shutting down, starting up
            "57014", // took longer than statement_timeout
            "55P03", // a lock was not to be had within lock_timeout
            "25006", // read-only: a standby that is not promoted yet
            "25P03"); // the transaction was abandoned

    /** The SQL client reports these as plain exceptions, by text alone; to Hibernate, that the pool is empty as "Timeout". */
    private static final List<String> NO_CONNECTION = List.of(
            "Timeout waiting for connection",
            "Connection pool reached max wait queue size",
            "Connection is closed",
            "Connection is not active",
            "Pool closed",
            "Failed to read any response from the server");

    private static final List<String> NO_CONNECTION_EXACTLY = List.of("Timeout", "Connection closed");

    private DatabaseFailures() {}

    /**
     * Whether a retry a little later may succeed: no connection could be made or had, it broke, or PostgreSQL says that
     * it has no time now.
     */
    public static boolean isUnavailable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<String> state = sqlState(cause);
            if (state.isPresent()) {
                return TEMPORARY.stream().anyMatch(state.get()::startsWith);
            }
            if (isConnectionFailure(cause) || isWithoutConnection(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Whether PostgreSQL gave this SQLSTATE, whichever driver and however deep it stands; the first one counts. */
    public static boolean hasSqlState(Throwable failure, String expected) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<String> state = sqlState(cause);
            if (state.isPresent()) {
                return state.get().equals(expected);
            }
        }
        return false;
    }

    /** Of the reactive client, or of JDBC, in whose form Hibernate passes it on. */
    private static Optional<String> sqlState(Throwable failure) {
        if (failure instanceof PgException refused) {
            return Optional.ofNullable(refused.getSqlState());
        }
        return failure instanceof SQLException refused ? Optional.ofNullable(refused.getSQLState()) : Optional.empty();
    }

    /** Refused, reset, unreachable, unknown host, and whatever else a transport calls it. */
    private static boolean isConnectionFailure(Throwable failure) {
        return failure instanceof TimeoutException
                || (failure instanceof IOException && !(failure instanceof JsonProcessingException));
    }

    private static boolean isWithoutConnection(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return NO_CONNECTION_EXACTLY.contains(message) || NO_CONNECTION.stream().anyMatch(message::contains);
    }
}
