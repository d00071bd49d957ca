package io.schemaagent.connectors.database;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready is who has a database that answers, with tables that this build can work with. */
@Readiness
@ApplicationScoped
class DatabaseReadiness implements AsyncHealthCheck {

    /** Below what a probe waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final String NAME = "database";

    private final Tables tables;

    DatabaseReadiness(Tables tables) {
        this.tables = tables;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return tables.version()
                .map(DatabaseReadiness::answer)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .recoverWithItem(DatabaseReadiness::away);
    }

    private static HealthCheckResponse answer(int version) {
        return HealthCheckResponse.named(NAME)
                .status(Tables.isEnough(version))
                .withData("tables", version)
                .withData("needed", Tables.VERSION)
                .build();
    }

    /** Without the reason, since the answer is for everyone; requests that fail for it log theirs. */
    private static HealthCheckResponse away() {
        return HealthCheckResponse.down(NAME);
    }
}
