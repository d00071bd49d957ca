package io.schemaagent.connectors.connector;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Makes noise, once, about a connector that keeps failing. */
@ApplicationScoped
class ConnectorAlerts {

    private static final Logger LOG = Logger.getLogger(ConnectorAlerts.class);

    private final Counter keptFailing;

    ConnectorAlerts(MeterRegistry metrics) {
        this.keptFailing = Counter.builder("connectors.kept.failing")
                .description("Connectors that failed " + Connector.ALERT_AFTER + " checks in a row")
                .register(metrics);
    }

    void failed(Connector connector) {
        if (connector.consecutiveFailures == Connector.ALERT_AFTER) {
            keptFailing.increment();
            MDC.put("error_code", connector.lastErrorCode);
            LOG.warnf("Connector %d keeps failing: %s", connector.id, connector.lastErrorCode);
        }
    }
}
