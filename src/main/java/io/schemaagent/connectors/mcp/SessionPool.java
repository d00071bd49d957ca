package io.schemaagent.connectors.mcp;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.schemaagent.connectors.egress.Rounds;
import io.schemaagent.connectors.mcp.IdleSessions.Holder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keeps sessions of the legacy era between calls of tools, which saves all but the first the handshake and lets tools that
 * keep something in a session find it again. Of this replica alone: nothing is lost with it that a handshake does not bring
 * back.
 */
@ApplicationScoped
class SessionPool {

    private final Farewell farewell;
    private final Duration idleTimeout;
    private final IdleSessions idle;
    private final Rounds rounds;

    @Inject
    SessionPool(Vertx vertx, CallConfig config, Farewell farewell, MeterRegistry meters) {
        this(vertx, config.sessionIdleTimeout(), config.maxIdleSessions(), farewell, meters);
    }

    /**
     * A pool without sessions.
     *
     * @param idleTimeout how long a session waits for the next call; zero where none does
     * @param maxIdle how many sessions wait at the most
     */
    SessionPool(Vertx vertx, Duration idleTimeout, int maxIdle, Farewell farewell, MeterRegistry meters) {
        this.farewell = farewell;
        this.idleTimeout = idleTimeout;
        this.idle = new IdleSessions(maxIdle);
        this.rounds = new Rounds(vertx, idleTimeout, this::endUnused, () -> idle.size() > 0);
        Gauge.builder("connectors.call.sessions.idle", idle, IdleSessions::size)
                .description("Sessions at servers that wait for the next call")
                .register(meters);
    }

    /** The sessions of this user at a server with this credential. */
    Sessions of(String owner, McpServer server) {
        if (idleTimeout.isZero()) {
            return Sessions.NONE;
        }
        Holder holder = new Holder(owner, server.url(), server.credential());
        return new Sessions() {

            @Override
            public Optional<Session> acquire() {
                return idle.take(holder);
            }

            @Override
            public Uni<Void> release(Conversation conversation) {
                return conversation
                        .session()
                        .map(session -> keep(holder, session))
                        .orElseGet(conversation::close);
            }
        };
    }

    private Uni<Void> keep(Holder holder, Session session) {
        end(idle.put(holder, session));
        rounds.begin();
        return Uni.createFrom().voidItem();
    }

    private void end(List<Session> sessions) {
        sessions.forEach(session -> farewell.say(session.end()));
    }

    private void endUnused() {
        end(idle.takeUnusedSince(System.nanoTime() - idleTimeout.toNanos()));
    }

    /** A server may keep a session for hours of which it does not hear that it is over. */
    void onStop(@Observes ShutdownEvent stopping) {
        farewell.sayBeforeTheEnd(idle.takeUnusedSince(System.nanoTime()).stream()
                .map(Session::end)
                .toList());
    }
}
