package io.schemaagent.connectors.connector;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.schemaagent.connectors.trust.Rediscovery;
import io.schemaagent.connectors.trust.ToolState;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Makes noise, once, about a connector that keeps failing, or whose tools are withheld from now on. */
@ApplicationScoped
class ConnectorAlerts {

    private static final Logger LOG = Logger.getLogger(ConnectorAlerts.class);

    private static final String WITHHELD = "connectors.tools.withheld";

    private final Counter keptFailing;
    private final Counter changed;
    private final Counter pending;

    ConnectorAlerts(MeterRegistry metrics) {
        this.keptFailing = Counter.builder("connectors.kept.failing")
                .description("Connectors that failed " + Connector.ALERT_AFTER + " checks in a row")
                .register(metrics);
        this.changed = withheld(ToolState.CHANGED, metrics);
        this.pending = withheld(ToolState.PENDING, metrics);
    }

    private static Counter withheld(ToolState state, MeterRegistry metrics) {
        return Counter.builder(WITHHELD)
                .description(
                        "Tools that agents do not get until their owners agree: others than they agreed to, or new")
                .tag("state", state.value())
                .register(metrics);
    }

    void failed(Connector connector) {
        if (connector.consecutiveFailures == Connector.ALERT_AFTER) {
            keptFailing.increment();
            MDC.put("error_code", connector.lastErrorCode);
            LOG.warnf("Connector %d keeps failing: %s", connector.id, connector.lastErrorCode);
        }
    }

    void withheld(Connector connector, Rediscovery rediscovery) {
        changed.increment(rediscovery.changed());
        pending.increment(rediscovery.pending());
        if (rediscovery.changed() > 0) {
            LOG.warnf(
                    "Connector %d has changed %d tools that its owner agreed to", connector.id, rediscovery.changed());
        }
        if (rediscovery.pending() > 0) {
            LOG.infof("Connector %d has %d new tools that wait for its owner", connector.id, rediscovery.pending());
        }
    }
}
