package io.schemaagent.connectors.oauth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How users are sent to authorization servers and come back. */
@ConfigMapping(prefix = "connectors.oauth")
interface OAuthConfig {

    /** What users read when an authorization server asks them for permission. */
    @WithDefault("MCP Connectors")
    String clientName();

    /**
     * Origins of the UIs ({@code https://app.example.com}) that users may be sent back to. Empty: that of
     * {@code connectors.public-url} only.
     */
    Optional<List<URI>> uiOrigins();

    /**
     * Pages of these UIs, exactly as they stand in the address bar, that take the code themselves and call
     * {@code /api/oauth/exchange}. To all others users come by way of {@code /api/oauth/callback}.
     */
    Optional<List<URI>> redirectPages();

    /** The page that users are sent back to where nothing else was asked for. Empty: {@code connectors.public-url}. */
    Optional<URI> returnPage();

    /**
     * Where authorization servers find the document about us, where that is not
     * {@code /oauth/client-metadata.json} under {@code connectors.public-url}. Has to be {@code https}, with a path and
     * without a fragment.
     */
    Optional<URI> clientMetadataUrl();

    /**
     * How long it may take in all to find out where a user signs in: to ask the server, its authorization server, and to be
     * registered there. More than {@code connectors.discovery.timeout}, less than {@code connectors.http.request-timeout}.
     */
    @WithDefault("15S")
    Duration beginTimeout();

    /**
     * Whether users are let in only by the browser in which they began, which is known again by a cookie. Takes UIs whose
     * pages begin authorizations themselves, on the site of {@code connectors.public-url} and with {@code credentials}.
     */
    @WithDefault("false")
    boolean bindBrowser();

    /** How long before its end an access token is renewed. */
    @WithDefault("1M")
    Duration renewBefore();

    /** Authorization servers that know us already, by a name of your choice. */
    Map<String, PreRegistered> clients();

    /** Who we are to one authorization server. */
    interface PreRegistered {

        /** The server's issuer, exactly as its metadata have it. */
        String issuer();

        /** The client id that it gave us. */
        String clientId();

        /** The secret to it, where there is one. */
        Optional<String> clientSecret();
    }
}
