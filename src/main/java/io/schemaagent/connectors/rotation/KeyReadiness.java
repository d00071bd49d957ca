package io.schemaagent.connectors.rotation;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready is who has told the others which keys it has, and knows which of them to seal with. */
@Readiness
@ApplicationScoped
class KeyReadiness implements AsyncHealthCheck {

    /** Below what a probe waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final String NAME = "keys";

    private final KeyAgreement agreement;

    KeyReadiness(KeyAgreement agreement) {
        this.agreement = agreement;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return agreement.isReached() ? Uni.createFrom().item(KeyReadiness::ready) : look();
    }

    private Uni<HealthCheckResponse> look() {
        return agreement
                .look()
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(looked -> ready())
                .onFailure()
                .recoverWithItem(() -> HealthCheckResponse.down(NAME));
    }

    private static HealthCheckResponse ready() {
        return HealthCheckResponse.up(NAME);
    }
}
