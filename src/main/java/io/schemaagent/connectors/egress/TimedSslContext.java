package io.schemaagent.connectors.egress;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;

/** Secures as another context does, with handlers that note when TCP was done. */
final class TimedSslContext extends DelegatingSslContext {

    TimedSslContext(SslContext context) {
        super(context);
    }

    @Override
    protected SslHandler newHandler(
            ByteBufAllocator allocator, String peerHost, int peerPort, boolean startTls, Executor executor) {
        return new TimedSslHandler(newEngine(allocator, peerHost, peerPort), startTls, executor);
    }

    @Override
    protected void initEngine(SSLEngine engine) {
        // The platform does that, to what this context makes.
    }
}
