package io.schemaagent.connectors.systemtool;

import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.oauth.OAuthSettings;
import io.schemaagent.connectors.oauth.server.ServerMetadata;
import java.util.Optional;
import java.util.Set;

/** Google's authorization server (accounts.google.com/.well-known/openid-configuration), which registers no clients. */
final class Google {

    private static final ServerMetadata SERVER = new ServerMetadata(
            "https://accounts.google.com",
            url("https://accounts.google.com/o/oauth2/v2/auth"),
            url("https://oauth2.googleapis.com/token"),
            Optional.empty(),
            Optional.of(url("https://oauth2.googleapis.com/revoke")),
            Set.of("client_secret_basic", "client_secret_post"),
            Set.of(),
            false,
            false);

    private Google() {}

    static OAuthSettings with(Set<String> scopes) {
        return OAuthSettings.of(SERVER, scopes);
    }

    private static UpstreamUrl url(String text) {
        return UpstreamUrl.parse(text).orElseThrow();
    }
}
