package io.schemaagent.connectors.audit;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.TraceId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Takes down what was done. A change is written together with its event, or not at all; whatever changes nothing is
 * written a moment later, so that nobody waits for it.
 */
@ApplicationScoped
public class AuditTrail {

    /** Hibernate's form of parameters. */
    private static final String INSERT_IN_SESSION = AuditEntry.INSERT.replace('$', '?');

    /** Bad request and conflict. */
    private static final Set<Integer> ATTEMPTED = Set.of(400, 409);

    /** The member of a problem that says how a server failed. */
    private static final String SERVER_FAILURE = "error_code";

    private final AuditWriter writer;
    private final Clock clock;

    AuditTrail(AuditWriter writer, Clock clock) {
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * Takes down what has changed nothing, such as a test, a call, or a change that failed. Does not wait and does not
     * fail; the event is lost where the service dies within a second, or more happens than can be written.
     */
    public void record(AuditEvent event) {
        writer.add(entry(event));
    }

    /**
     * Takes down a change that was refused, as {@link #record(AuditEvent)} does, with the code that the caller gets: what the server
     * failed with, where it was the server. Of what is not there, is not well-formed or comes too often, nothing was tried.
     */
    public void refused(AuditEvent event, Throwable failure) {
        if (failure instanceof Problem problem
                && ATTEMPTED.contains(problem.code().status())) {
            record(event.ended(String.valueOf(problem.extensions()
                    .getOrDefault(SERVER_FAILURE, problem.code().name()))));
        }
    }

    /** Writes the event of a change within the transaction of the current session; where this fails, so must that. */
    public Uni<Void> write(AuditEvent event) {
        AuditEntry entry = entry(event);
        return Panache.getSession()
                .chain(session -> insert(session, entry.parameters()).executeUpdate())
                .replaceWithVoid();
    }

    private static Mutiny.Query<?> insert(Mutiny.Session session, Object[] parameters) {
        Mutiny.Query<?> insert = session.createNativeQuery(INSERT_IN_SESSION);
        for (int i = 0; i < parameters.length; i++) {
            insert.setParameter(i + 1, parameters[i]);
        }
        return insert;
    }

    /** The same within the transaction of a connection. */
    public Uni<Void> write(SqlConnection connection, AuditEvent event) {
        return connection
                .preparedQuery(AuditEntry.INSERT)
                .execute(entry(event).tuple())
                .replaceWithVoid();
    }

    private AuditEntry entry(AuditEvent event) {
        return AuditEntry.of(event, clock.instant(), TraceId.current());
    }
}
