package io.schemaagent.connectors.rotation;

import io.schemaagent.connectors.credential.Credentials;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Waits until no replica seals with an older key any more: what one still would, nobody could open once that key is gone. */
@ApplicationScoped
class Takeover {

    private static final Logger LOG = Logger.getLogger(Takeover.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Replicas replicas;
    private final Credentials credentials;
    private final Duration patience;

    @Inject
    Takeover(Replicas replicas, Credentials credentials, RotationConfig config) {
        this(replicas, credentials, config.patience());
    }

    Takeover(Replicas replicas, Credentials credentials, Duration patience) {
        this.replicas = replicas;
        this.credentials = credentials;
        this.patience = patience;
    }

    /** How many replicas are in the way when all is well, or patience is at its end. */
    Uni<Integer> replicasBehind() {
        return behind().invoke(Takeover::report).chain(() -> look(patience.dividedBy(BETWEEN_LOOKS)));
    }

    private static void report(int behind) {
        if (behind > 0) {
            LOG.infof(
                    "Waiting for replicas that do not seal with the first key, or have only just begun to: %d", behind);
        }
    }

    private Uni<Integer> look(long left) {
        return behind().chain(
                        behind -> behind == 0 || left <= 0 ? Uni.createFrom().item(behind) : lookAgain(left));
    }

    private Uni<Integer> lookAgain(long left) {
        return Uni.createFrom().voidItem().onItem().delayIt().by(BETWEEN_LOOKS).chain(() -> look(left - 1));
    }

    private Uni<Integer> behind() {
        String first = credentials.keys().get(0);
        return replicas.list().map(all ->
                (int) all.stream().filter(replica -> !replica.sealsWith(first)).count());
    }
}
