package io.schemaagent.connectors.egress;

import io.vertx.core.buffer.Buffer;

/** Whoever waits for a body, or a part of it. */
interface BodyReader {

    /** How many parts are wanted. */
    long demand();

    void take(Buffer part);

    /** That was all. */
    void end();

    void fail(EgressException failure);
}
