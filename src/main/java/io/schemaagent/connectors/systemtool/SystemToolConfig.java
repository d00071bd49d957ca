package io.schemaagent.connectors.systemtool;

import io.schemaagent.connectors.credential.AuthType;
import io.schemaagent.connectors.oauth.OAuthClientConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The operator's tools by id: further ones, or changes to those that are built in. */
@ConfigMapping(prefix = "connectors.system-tools")
interface SystemToolConfig {

    @WithParentName
    Map<String, Definition> tools();

    /** One tool. What a built-in one leaves out stays as it is. */
    interface Definition extends OAuthClientConfig {

        /** What users see; the id where left out. */
        Optional<String> name();

        /** What it is good for, in one sentence. */
        Optional<String> description();

        /** The name of an icon that the UI has. */
        Optional<String> icon();

        /** {@code communication}, {@code insights} or {@code utilities}. */
        Optional<Category> category();

        /** What a user needs to connect it: {@code none}, {@code oauth} or {@code api_key}. */
        Optional<AuthType> authType();

        /** Whether it can be connected. */
        Optional<Boolean> enabled();

        /** Whether it is announced only. */
        Optional<Boolean> beta();

        /**
         * The operator's MCP server behind it, whose tools those get who have connected it. It may be where users' own servers
         * may not.
         */
        Optional<URI> serverUrl();

        /** The operator's own credential for that server, a secret. Where left out, each user's own is sent, if there is one. */
        Optional<String> serverToken();

        /** The header that carries this token, or users' API keys, as they are; {@code Authorization: Bearer …} where left out. */
        Optional<String> serverTokenHeader();
    }
}
