package io.schemaagent.connectors.ui;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** The screens for people. */
@ConfigMapping(prefix = "connectors.ui")
interface UiConfig {

    /** Whether there are any: the page at /ui/ and the script with which other pages embed them. */
    @WithDefault("true")
    boolean enabled();

    /** Origins whose pages may show the page at /ui/ in a frame; where left out, none may. The script needs no such leave. */
    Optional<List<String>> frameAncestors();
}
