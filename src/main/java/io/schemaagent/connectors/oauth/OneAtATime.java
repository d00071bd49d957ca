package io.schemaagent.connectors.oauth;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Does what several want at the same time once, for all of them. Whoever goes away does not end it for the others, nor at
 * all: what was begun is finished.
 *
 * @param <T> what comes of it
 */
final class OneAtATime<T> {

    private final ConcurrentHashMap<String, Uni<T>> underWay = new ConcurrentHashMap<>();

    /** The result of the work of this name that is under way, or is begun now; on the context of whoever asks. */
    Uni<T> run(String name, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> back(underWay.computeIfAbsent(name, absent -> begin(name, work))));
    }

    private Uni<T> begin(String name, Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .<T>deferred(work::get)
                .onTermination()
                .invoke(() -> underWay.remove(name))
                .memoize()
                .indefinitely();
    }

    /** A session of the database, for one, belongs to the context in which it was opened. */
    private static <T> Uni<T> back(Uni<T> result) {
        Context context = Vertx.currentContext();
        return context == null ? result : result.emitOn(step -> context.runOnContext(ignored -> step.run()));
    }
}
