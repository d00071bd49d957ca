package io.schemaagent.connectors.egress;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;

/** Notes when there is a connection to be secured: on the channel, and on the failure where it cannot be. */
final class TimedSslHandler extends SslHandler {

    private long opened;

    TimedSslHandler(SSLEngine engine, boolean startTls, Executor executor) {
        super(engine, startTls, executor);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        // Behind a proxy, TLS comes to a channel that is open.
        if (context.channel().isActive()) {
            note(context.channel());
        }
        super.handlerAdded(context);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        note(context.channel());
        super.channelActive(context);
    }

    private void note(Channel channel) {
        opened = System.nanoTime();
        OpeningTimes.note(channel, opened);
        handshakeFuture().addListener(this::markFailure);
    }

    private void markFailure(Future<? super Channel> handshake) {
        if (!handshake.isSuccess()) {
            handshake.cause().addSuppressed(new OpenedBefore(opened));
        }
    }
}
