package io.schemaagent.connectors.mcp;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** The sessions that one user has at one server, for one call at a time each. */
interface Sessions {

    /** None: every conversation begins one and ends it. */
    Sessions NONE = new Sessions() {

        @Override
        public Optional<Session> acquire() {
            return Optional.empty();
        }

        @Override
        public Uni<Void> release(Conversation conversation) {
            return conversation.close();
        }
    };

    /** The one that was used last, for nobody else until it is released; empty where there is none. */
    Optional<Session> acquire();

    /** Leaves a conversation that went well, so that another can go on with its session where it has one. Never fails. */
    Uni<Void> release(Conversation conversation);
}
