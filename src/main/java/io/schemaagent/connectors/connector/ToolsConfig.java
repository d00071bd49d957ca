package io.schemaagent.connectors.connector;

import io.schemaagent.connectors.trust.ChangePolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What becomes of tools that are others than their owners have agreed to. */
@ConfigMapping(prefix = "connectors.tools")
interface ToolsConfig {

    /**
     * What happens when a server changes or adds tools after they were looked at: the agent does not get them until their
     * owner has agreed ({@code withhold}), gets them at once ({@code allow}), or gets nothing of a server any more that has
     * changed a tool ({@code disable-connector}).
     */
    @WithDefault("withhold")
    ChangePolicy onChange();
}
