package io.schemaagent.connectors.egress;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;

/** Collects a body until it is complete. */
final class WholeBody implements BodyReader {

    private final UniEmitter<? super Buffer> waiting;
    private final Buffer body = Buffer.buffer();

    WholeBody(UniEmitter<? super Buffer> waiting) {
        this.waiting = waiting;
    }

    @Override
    public long demand() {
        return Long.MAX_VALUE;
    }

    @Override
    public void take(Buffer part) {
        body.appendBuffer(part);
    }

    @Override
    public void end() {
        waiting.complete(body);
    }

    @Override
    public void fail(EgressException failure) {
        waiting.fail(failure);
    }
}
