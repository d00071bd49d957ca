package io.schemaagent.connectors.egress;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import javax.net.ssl.SSLException;

/** The platform's TLS, which notes when TCP was done. */
final class TimedTls extends JdkSSLEngineOptions {

    @Override
    public JdkSSLEngineOptions copy() {
        return new TimedTls();
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return new DefaultSslContextFactory(SslProvider.JDK, false) {
            @Override
            public SslContext create() throws SSLException {
                return new TimedSslContext(super.create());
            }
        };
    }
}
