package io.schemaagent.connectors.egress;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** The head of an HTTP response whose body has not been read yet. Every response must be read in one of three ways. */
public interface EgressResponse {

    int status();

    /** The first header of this name, whatever its case. */
    Optional<String> header(String name);

    /**
     * Where a redirect leads, by its origin only: a path can hold what is secret. Empty where this is no redirect (status
     * 3xx) or its {@code Location} is none that could be called. It is for people to read; nobody follows it.
     */
    Optional<String> redirectOrigin();

    /**
     * The body as it arrives. Fails with {@code RESPONSE_TOO_LARGE} past the limit, {@code CONNECTION_LOST} when it breaks
     * off, and unread with {@code CONTENT_ENCODED} where it has a content encoding (RFC 9110, 8.4) other than
     * {@code identity}, {@code STALLED} where it goes on past {@code connectors.egress.max-duration}. Who has seen enough cancels: what is still to come is dropped, and where it does not end soon, the
     * connection too.
     */
    Multi<Buffer> stream();

    /**
     * The whole body; fails like {@link #stream}, and with {@code STALLED} where it grows by less than
     * {@code connectors.egress.min-progress} in an interval.
     */
    Uni<Buffer> body();

    /** Nothing of the body: the connection is kept where the body ends soon, otherwise closed. Never fails. */
    Uni<Void> discard();
}
