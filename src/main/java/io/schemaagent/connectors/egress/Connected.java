package io.schemaagent.connectors.egress;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How long it took to have a connection.
 *
 * @param tcp to open it, or to take one that was open already
 * @param tls to secure it then; zero where nothing was to be secured any more
 */
public record Connected(Duration tcp, Duration tls) {

    /** All times are those of {@link System#nanoTime}; {@code opened} is empty where nothing was secured for us. */
    static Connected of(long started, OptionalLong opened, long now) {
        Duration all = Duration.ofNanos(now - started);
        if (opened.isEmpty()) {
            return new Connected(all, Duration.ZERO);
        }
        // Who asked second can get the connection that was opened for who asked first.
        Duration tcp = Duration.ofNanos(Math.max(0, opened.getAsLong() - started));
        return new Connected(tcp, all.minus(tcp));
    }
}
