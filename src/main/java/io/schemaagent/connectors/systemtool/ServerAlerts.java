package io.schemaagent.connectors.systemtool;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.schemaagent.connectors.upstream.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Makes noise about an operator's server that all users do without. Created at start, so that rules see it count from 0. */
@Startup
@ApplicationScoped
class ServerAlerts {

    private static final Logger LOG = Logger.getLogger(ServerAlerts.class);

    private final Map<String, Counter> failed;

    ServerAlerts(SystemToolRegistry registry, MeterRegistry metrics) {
        this.failed = registry.withServer().stream()
                .map(SystemTool::id)
                .collect(Collectors.toUnmodifiableMap(id -> id, id -> counter(id, metrics)));
    }

    private static Counter counter(String toolId, MeterRegistry metrics) {
        return Counter.builder("connectors.system.tools.failed")
                .description("Checks of the servers behind system tools that failed for everybody")
                .tag("tool", toolId)
                .register(metrics);
    }

    /** What was found, which is an operator's business where the server is the same for everybody. */
    void checked(SystemTool tool, ServerRow row, Verdict verdict) {
        if (row.owner().isPresent()) {
            return;
        }
        if (!verdict.success()) {
            failed.get(tool.id()).increment();
            complain(tool, row, verdict);
        } else if (row.failures() > 0) {
            LOG.infof("The server behind the system tool %s works again", tool.id());
        }
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
