package io.schemaagent.connectors.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The audit trail. */
@ConfigMapping(prefix = "connectors.audit")
interface AuditConfig {

    /** How long events are kept at least; they go by whole weeks. 0 keeps them for ever. */
    @WithDefault("90D")
    Duration retention();
}
