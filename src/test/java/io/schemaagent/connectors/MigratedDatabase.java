package io.schemaagent.connectors;

import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;

/** A new database with all tables, and a pool for it, for tests without the whole service. */
public final class MigratedDatabase implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final String url;
    private final Pool pool;

    private MigratedDatabase(String url) {
        this.url = url;
        Flyway.configure()
                .dataSource(
                        url.replace("postgresql+asyncpg://postgres:postgres@", "jdbc:postgresql://"),
                        "postgres",
                        "postgres")
                .table("connectors_schema_history")
                .load()
                .migrate();
        this.pool = Pool.newInstance(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(4))
                .connectingTo(PgConnectOptions.fromUri(url.replace("+asyncpg", "")))
                .using(vertx)
                .build());
    }

    /** Makes one beside the others of this server. */
    public static MigratedDatabase in(Postgres postgres) throws SQLException {
        return new MigratedDatabase(postgres.newDatabase());
    }

    /** Its address, as {@code DATABASE_URL} has it. */
    public String url() {
        return url;
    }

    /** Connections to it. */
    public Pool pool() {
        return pool;
    }

    @Override
    public void close() {
        pool.closeAndAwait();
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException("The event loops do not end", failed);
        }
    }
}
