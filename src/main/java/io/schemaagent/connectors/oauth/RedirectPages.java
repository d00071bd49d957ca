package io.schemaagent.connectors.oauth;

import io.quarkus.runtime.Startup;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pages that users may come back to: only on origins that the operator has named. Created at start, to refuse bad ones then. */
@Startup
@ApplicationScoped
class RedirectPages {

    static final String CALLBACK = "/api/oauth/callback/";

    private static final String FIELD = "redirect_uri";
    private static final int MAX_LENGTH = 2000;

    private final PublicUrl publicUrl;
    private final OAuthConfig config;
    private final Set<String> origins;

    RedirectPages(PublicUrl publicUrl, OAuthConfig config) {
        this.publicUrl = publicUrl;
        this.config = config;
        this.origins = Stream.of(
                        config.uiOrigins().orElse(List.of()).stream(),
                        ownPages().stream(),
                        config.returnPage().stream())
                .flatMap(uris -> uris)
                .map(RedirectPages::origin)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Where a user goes.
     *
     * @param redirectUri whom the authorization server hands the code (RFC 6749, section 3.1.2)
     * @param returnTo the page where it ends
     */
    record Redirects(URI redirectUri, URI returnTo) {}

    /**
     * The way back to a page that was asked for.
     *
     * @param target what is authorized, as it stands in the callback's path
     */
    Redirects to(Optional<String> page, String target) {
        URI returnTo = page.map(this::checked).orElseGet(this::returnPage);
        URI callback = publicUrl.resolve(CALLBACK + target);
        return new Redirects(page.isPresent() && ownPages().contains(returnTo) ? returnTo : callback, returnTo);
    }

    /** Whether the code comes to us, rather than to a page of a UI. */
    boolean leadHere(Redirects redirects) {
        return !ownPages().contains(redirects.redirectUri());
    }

    /** Whether users can come back at all. */
    boolean areKnown() {
        return publicUrl.isSet();
    }

    /** Where users end that nothing is known of. */
    URI returnPage() {
        return config.returnPage()
                .map(RedirectPages::parsed)
                .map(RedirectPages::sendable)
                .orElseGet(() -> publicUrl.resolve("/"));
    }

    /** All that an authorization server could be given. */
    Stream<URI> all(Stream<String> targets) {
        return Stream.concat(targets.map(target -> publicUrl.resolve(CALLBACK + target)), ownPages().stream());
    }

    /** The first of the UI's pages that takes the code itself; empty where none does. */
    Optional<String> ownPage() {
        return ownPages().stream().findFirst().map(URI::toString);
    }

    private List<URI> ownPages() {
        return config.redirectPages().orElse(List.of());
    }

    private URI checked(String page) {
        UpstreamUrl url = UpstreamUrl.parse(page)
                .filter(parsed -> parsed.toString().length() <= MAX_LENGTH && page.indexOf('#') < 0)
                .orElseThrow(() -> invalid("must be an absolute URL without a fragment"));
        if (!PublicUrl.isSafe(url)) {
            throw invalid("must be an https URL");
        }
        if (!origins.contains(url.origin()) && !isOurs(url)) {
            throw invalid("must be on an origin that the operator has named (CONNECTORS_OAUTH_UI_ORIGINS)");
        }
        URI asked = URI.create(page.strip());
        return ownPages().contains(asked) ? asked : sendable(url);
    }

    /** Only ASCII stays what it is in a header: a browser would be sent somewhere else by what becomes of other characters. */
    private static URI sendable(UpstreamUrl url) {
        return URI.create(url.toString());
    }

    private boolean isOurs(UpstreamUrl url) {
        return url.origin().equals(publicUrl.origin());
    }

    private static String origin(URI uri) {
        return parsed(uri).origin();
    }

    private static UpstreamUrl parsed(URI uri) {
        return UpstreamUrl.parse(uri.toString())
                .filter(PublicUrl::isSafe)
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "connectors.oauth.ui-origins, redirect-pages and return-page have to be https URLs; http only for localhost"));
    }

    private static Problem invalid(String message) {
        return Problem.invalid(Violation.inBody(FIELD, message));
    }
}
