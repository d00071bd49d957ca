package io.schemaagent.connectors.agent.mcp;

import io.smallrye.mutiny.Uni;

/**
 * Gives signs of life while something takes its time, so that nobody between a client and us takes the connection for dead.
 *
 * @param pause from one to the next
 */
record KeepAlive(Uni<Void> pause) {

    /** The work, with a sign after each pause for as long as it lasts. */
    <T> Uni<T> during(Uni<T> work, Runnable sign) {
        Uni<T> signs = pause.invoke(sign)
                .<T>replaceWith(() -> null)
                .repeat()
                .indefinitely()
                .collect()
                .last();
        return Uni.join().first(work, signs).toTerminate();
    }
}
