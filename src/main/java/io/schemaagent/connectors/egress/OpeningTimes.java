package io.schemaagent.connectors.egress;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.OptionalLong;

/** When connections were opened that were secured afterwards. The platform tells only when all of it is done. */
final class OpeningTimes {

    private static final AttributeKey<Long> OPENED = AttributeKey.valueOf(OpeningTimes.class, "OPENED");

    private OpeningTimes() {}

    static void note(Channel channel, long nanoTime) {
        channel.attr(OPENED).set(nanoTime);
    }

    /** Tells it only once: whoever comes later has not waited for it. */
    static OptionalLong take(HttpConnection connection) {
        if (!(connection instanceof ConnectionBase base)) {
            return OptionalLong.empty();
        }
        Long opened = base.channel().attr(OPENED).getAndSet(null);
        return opened == null ? OptionalLong.empty() : OptionalLong.of(opened);
    }
}
