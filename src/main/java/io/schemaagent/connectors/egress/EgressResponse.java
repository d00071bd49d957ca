package io.schemaagent.connectors.egress;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The head of an HTTP response whose body has not been read yet. Every response must be read in one of three ways. */
public interface EgressResponse {

    int status();

    /** The first header of this name, whatever its case. */
    Optional<String> header(String name);

    /** The values of all headers of this name, in order. */
    List<String> headers(String name);

    /** The media type without parameters, in lower case; empty text where none is given. */
    default String mediaType() {
        String type = header("Content-Type").orElse("");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    default boolean isSuccess() {
        return status() >= 200 && status() < 300;
    }

    /** Whether the server is out of order for the moment, or wants to be asked less often. */
    default boolean isOutage() {
        return status() >= 500 || status() == 408 || status() == 429;
    }

    /**
     * Where a redirect leads, by its origin only: a path can hold what is secret. Empty where this is no redirect (status
     * 3xx) or its {@code Location} is none that could be called. It is for people to read; nobody follows it.
     */
    Optional<String> redirectOrigin();

    /**
     * The next part of the body as it arrives, empty after the last; no more of it is taken from the network than is asked
     * for. One at a time, and not together with {@link #body}. Fails with {@code RESPONSE_TOO_LARGE} past the limit,
     * {@code CONNECTION_LOST} when it breaks off, {@code STALLED} where it goes on past
     * {@code connectors.egress.max-duration}, and unread with {@code CONTENT_ENCODED} where it has a content encoding
     * (RFC 9110, section 8.4) other than {@code identity}. Cancelling closes the connection.
     */
    Uni<Optional<Buffer>> next();

    /**
     * The whole body; fails like {@link #next}, and with {@code STALLED} where it grows by less than
     * {@code connectors.egress.min-progress} in an interval.
     */
    Uni<Buffer> body();

    /** No more of the body: the connection is kept where the body ends soon, otherwise closed. Never fails. */
    Uni<Void> discard();
}
