package io.schemaagent.connectors.oauth;

import io.quarkus.runtime.Startup;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How browsers reach this service. Created at start, to refuse a bad setting then. */
@Startup
@ApplicationScoped
class PublicUrl {

    static final String MISSING =
            "Signing in is not set up here: the operator has to set CONNECTORS_PUBLIC_URL to how browsers reach this service.";

    /** Redirects may leave TLS only on the user's own machine (RFC 8252, section 7.3). */
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Optional<UpstreamUrl> url;

    PublicUrl(@ConfigProperty(name = "connectors.public-url") Optional<String> setting) {
        this.url = setting.map(PublicUrl::parse);
    }

    private static UpstreamUrl parse(String setting) {
        return UpstreamUrl.parse(setting)
                .filter(PublicUrl::isSafe)
                .filter(url -> url.target().equals(url.path()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "CONNECTORS_PUBLIC_URL has to be an https URL without a query, such as https://connectors.example.com;"
                                + " http only for localhost"));
    }

    /** Whether users may be sent there with something that is meant for them only. */
    static boolean isSafe(UpstreamUrl url) {
        return url.isTls() || LOOPBACK.contains(url.host());
    }

    /** Whether there is one. */
    boolean isSet() {
        return url.isPresent();
    }

    /** Whether browsers reach us by TLS. */
    boolean isTls() {
        return url.filter(UpstreamUrl::isTls).isPresent();
    }

    /** An address within this service; fails where nobody has said where it is. */
    URI resolve(String path) {
        return URI.create(required().append(path).toString());
    }

    /** The service's own origin; fails where nobody has said where it is. */
    String origin() {
        return required().origin();
    }

    private UpstreamUrl required() {
        return url.orElseThrow(() -> Problem.of(ProblemCode.OAUTH_NOT_CONFIGURED, MISSING));
    }
}
