package io.schemaagent.connectors.egress;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** Waits for the next part of a body. */
record NextPart(UniEmitter<? super Optional<Buffer>> waiting) implements BodyReader {

    @Override
    public long demand() {
        return 1;
    }

    @Override
    public void take(Buffer part) {
        waiting.complete(Optional.of(part));
    }

    @Override
    public void end() {
        waiting.complete(Optional.empty());
    }

    @Override
    public void fail(EgressException failure) {
        waiting.fail(failure);
    }
}
