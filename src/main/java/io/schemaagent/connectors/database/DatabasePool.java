package io.schemaagent.connectors.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes the pool as the platform would, except that nothing about it takes long: neither waiting for a connection, which
 * it lets last 30 seconds, nor a statement, nor a connection whose other end is gone, which it lets last for ever.
 */
@Singleton
final class DatabasePool implements PgPoolCreator {

    /** PostgreSQL's own setting, in milliseconds. */
    private static final String STATEMENT_TIMEOUT = "statement_timeout";

    /** A replica that is gone in the middle of a transaction must not keep what it locked. */
    private static final String ABANDONED_TRANSACTION_TIMEOUT = "idle_in_transaction_session_timeout";

    private final DatabaseConfig config;

    DatabasePool(DatabaseConfig config) {
        this.config = config;
    }

    @Override
    public Pool create(Input input) {
        PoolOptions options = input.poolOptions()
                .setMaxWaitQueueSize(config.maxWaiting())
                .setConnectionTimeout((int) config.connectionTimeout().toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
        List<SqlConnectOptions> servers = input.pgConnectOptionsList().stream()
                .<SqlConnectOptions>map(this::limited)
                .toList();
        return PgBuilder.pool()
                .with(options)
                .connectingTo(servers)
                .using(input.vertx())
                .build();
    }

    private PgConnectOptions limited(PgConnectOptions server) {
        Duration statement = config.statementTimeout();
        if (!statement.isZero()) {
            server.addProperty(STATEMENT_TIMEOUT, Long.toString(statement.toMillis()));
            server.addProperty(
                    ABANDONED_TRANSACTION_TIMEOUT,
                    Long.toString(statement.multipliedBy(2).toMillis()));
        }
        server.setConnectTimeout((int) config.connectionTimeout().toMillis());
        server.setTcpKeepAlive(true)
                .setTcpUserTimeout((int) config.tcpUserTimeout().toMillis());
        return server;
    }
}
