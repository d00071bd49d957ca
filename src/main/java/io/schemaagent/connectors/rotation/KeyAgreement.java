package io.schemaagent.connectors.rotation;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.schemaagent.connectors.credential.Credentials;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Seals with the first of our keys that every replica can open. So a new key is put first, replicas are restarted one by
 * one, and it takes over with the last of them. Until the others are known it is our last key, which they have had for
 * longest.
 */
@ApplicationScoped
class KeyAgreement {

    private static final Logger LOG = Logger.getLogger(KeyAgreement.class);

    /** Five may fail before the others take this replica for gone. */
    private static final String LOOK_EVERY = "10s";

    /** How long a stop may take for it; without it the others wait a minute for nobody. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final UUID replica = UUID.randomUUID();
    private final Replicas replicas;
    private final Credentials credentials;
    private volatile boolean announced;
    private boolean complained;

    KeyAgreement(Replicas replicas, Credentials credentials) {
        this.replicas = replicas;
        this.credentials = credentials;
    }

    void onStart(@Observes StartupEvent started) {
        List<String> keys = credentials.keys();
        credentials.sealWith(keys.get(keys.size() - 1));
    }

    /** Whether the others know of us, and we know what to seal with. */
    boolean isReached() {
        return announced;
    }

    @Scheduled(every = LOOK_EVERY, concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> keepUp() {
        return look().onFailure()
                .invoke(failure -> LOG.debugf("The other replicas are not known: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    /** Says which keys we have, and takes the one that all have. */
    Uni<Void> look() {
        return announce()
                .map(this::agree)
                // At once, since somebody may wait for it.
                .chain(changed -> changed
                        ? announce().replaceWithVoid()
                        : Uni.createFrom().voidItem())
                .invoke(() -> announced = true);
    }

    private Uni<List<Replica>> announce() {
        return replicas.announce(replica, new Replica(credentials.keys(), credentials.sealingKey()));
    }

    /** Whether it is another key than before. */
    private boolean agree(List<Replica> others) {
        String before = credentials.sealingKey();
        String shared = SharedKey.of(credentials.keys(), others);
        complain(SharedKey.isShared(shared, others));
        credentials.sealWith(shared);
        return !shared.equals(before);
    }

    private void complain(boolean shared) {
        if (!shared && !complained) {
            LOG.warn(
                    "Another replica runs that can open none of the keys of this one, so neither can use what the other seals:"
                            + " give all of them the same TOKEN_ENCRYPTION_KEY");
        }
        complained = !shared;
    }

    void onStop(@Observes ShutdownEvent stopping) {
        if (announced) {
            replicas.leave(replica)
                    .ifNoItem()
                    .after(FAREWELL)
                    .fail()
                    .onFailure()
                    .recoverWithNull()
                    .await()
                    .indefinitely();
        }
    }
}
