package io.schemaagent.connectors.systemtool;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.schemaagent.connectors.upstream.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Makes noise about an operator's server that all users do without. */
@ApplicationScoped
class ServerAlerts {

    private static final Logger LOG = Logger.getLogger(ServerAlerts.class);

    private final MeterRegistry metrics;

    ServerAlerts(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** What was found, which is an operator's business where the server is the same for everybody. */
    void checked(SystemTool tool, ServerRow row, Verdict verdict) {
        if (row.owner().isPresent()) {
            return;
        }
        if (!verdict.success()) {
            count(tool);
            complain(tool, row, verdict);
        } else if (row.failures() > 0) {
            LOG.infof("The server behind the system tool %s works again", tool.id());
        }
    }

    private void count(SystemTool tool) {
        Counter.builder("connectors.system.tools.failed")
                .description("Checks of the servers behind system tools that failed for everybody")
                .tag("tool", tool.id())
                .register(metrics)
                .increment();
    }

    /** Once, as long as it lasts. */
    private static void complain(SystemTool tool, ServerRow row, Verdict verdict) {
        if (row.failures() == 0) {
            LOG.warnf(
                    "The server behind the system tool %s fails: %s. %s",
                    tool.id(), verdict.errorCode(), verdict.message());
        }
    }
}
