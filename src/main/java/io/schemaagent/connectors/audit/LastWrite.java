package io.schemaagent.connectors.audit;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Has what still waits written before the service ends, once the last request is answered. */
@ApplicationScoped
class LastWrite {

    private static final Logger LOG = Logger.getLogger(LastWrite.class);

    /** With what requests may take, well below what an orchestrator waits until it kills. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final AuditWriter writer;

    LastWrite(AuditWriter writer) {
        this.writer = writer;
    }

    void onEnd(@Observes ShutdownEvent ended) {
        try {
            writer.writeAll().await().atMost(PATIENCE);
        } catch (RuntimeException unwritten) {
            LOG.warnf("%d events are missing from the audit trail: %s", writer.waiting(), unwritten.getMessage());
        }
    }
}
