package io.schemaagent.connectors.predefined;

import io.schemaagent.connectors.oauth.OAuthClientConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operator's offers by id: further ones, or changes to those that are built in. */
@ConfigMapping(prefix = "connectors.predefined")
interface PredefinedConfig {

    @WithParentName
    Map<String, Definition> connectors();

    /** One offer. What a built-in one leaves out stays as it is. */
    interface Definition extends OAuthClientConfig {

        /** What users see; the id where left out. */
        Optional<String> name();

        /** What it is good for, in one sentence. */
        Optional<String> description();

        /** The address of a picture. */
        Optional<URI> logo();

        /** What it is for, in one word. */
        Optional<String> category();

        /** What an agent can do with it, separated by commas. */
        Optional<List<String>> capabilities();

        /** Who runs the server. */
        Optional<String> developer();

        /** Where to find out more. */
        Optional<URI> website();

        /** What becomes of users' data there. */
        Optional<URI> privacyPolicy();

        /** The MCP server; has to be set for an offer that is not built in. */
        Optional<String> serverUrl();

        /** Whether it is offered. */
        Optional<Boolean> enabled();
    }
}
