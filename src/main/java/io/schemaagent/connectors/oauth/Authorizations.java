package io.schemaagent.connectors.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.schemaagent.connectors.credential.Grant;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.limit.Contacts;
import io.schemaagent.connectors.oauth.RedirectPages.Redirects;
import io.schemaagent.connectors.oauth.server.AuthorizationException;
import io.schemaagent.connectors.oauth.server.Discovered;
import io.schemaagent.connectors.oauth.server.MetadataDiscovery;
import io.schemaagent.connectors.oauth.server.Scopes;
import io.schemaagent.connectors.oauth.server.ServerMetadata;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What users do to let us into servers, and to keep us out again. */
@ApplicationScoped
public class Authorizations {

    private final Connectables features;
    private final MetadataDiscovery discovery;
    private final Clients clients;
    private final RedirectPages pages;
    private final FlowStore flows;
    private final BrowserBinding browser;
    private final Contacts contacts;
    private final Patience patience;
    private final Randomness randomness = new Randomness();

    Authorizations(
            Connectables features,
            MetadataDiscovery discovery,
            Clients clients,
            RedirectPages pages,
            FlowStore flows,
            BrowserBinding browser,
            Contacts contacts,
            Patience patience) {
        this.features = features;
        this.discovery = discovery;
        this.clients = clients;
        this.pages = pages;
        this.flows = flows;
        this.browser = browser;
        this.contacts = contacts;
        this.patience = patience;
    }

    /**
     * Where a user has to go.
     *
     * @param authorizationUrl the page of the authorization server
     * @param state what the user comes back with
     * @param method how we are known there: {@code preregistered}, {@code cimd} or {@code dcr}
     */
    @Schema(name = "BegunAuthorization")
    public record Begun(
            String authorizationUrl,
            String state,

            @Schema(enumeration = {"preregistered", "cimd", "dcr"})
            String method) {}

    /**
     * Begins an authorization. Nothing is stored but the state.
     *
     * @param id a predefined connector, a system tool, the number of a connector, or {@link Connectable#CONNECTOR}
     * @param draft what is to be saved under the latter; missing for the others
     * @param page where the user wants to come back to
     */
    public Uni<Begun> begin(String owner, String id, JsonNode draft, Optional<String> page) {
        return Uni.createFrom()
                .item(() -> feature(id))
                // A page that is not allowed is said so before anybody is contacted.
                .invoke(() -> pages.to(page, id))
                .chain(feature -> contacts.run(
                        owner, () -> patience.limit(beginWith(feature.prepare(owner, id, draft), owner, page))))
                .onFailure(AuthorizationException.class)
                .transform(AuthorizationProblems::of);
    }

    /** The same for what needs no draft. */
    public Uni<Begun> begin(String owner, String id) {
        return begin(owner, id, MissingNode.getInstance(), Optional.empty());
    }

    private Uni<Begun> beginWith(Uni<Prospect> prepared, String owner, Optional<String> page) {
        return prepared.chain(prospect -> discover(prospect).chain(found -> begin(owner, prospect, found, page)));
    }

    private Uni<Discovered> discover(Prospect prospect) {
        OAuthSettings settings = prospect.settings();
        Optional<String> resource = prospect.server().map(UpstreamUrl::canonical);
        if (settings.endpoints().isPresent()) {
            // Known for what it is, which is no authorization server of MCP's: it has never heard of resources.
            return Uni.createFrom().item(new Discovered(settings.endpoints().get(), Optional.empty(), Set.of()));
        }
        if (settings.issuer().isPresent()) {
            return discovery
                    .describe(settings.issuer().get())
                    .map(server -> new Discovered(server, resource, Set.of()));
        }
        return prospect.server()
                .map(server -> discovery.discover(server, prospect.resourceMetadata()))
                .orElseThrow(() -> AuthorizationProblems.notConfigured(prospect.target()));
    }

    private Uni<Begun> begin(String owner, Prospect prospect, Discovered found, Optional<String> page) {
        Redirects redirects = pages.to(page, prospect.target());
        return clients.choose(found.server(), prospect.settings(), redirects.redirectUri())
                .chain(choice -> keep(flow(owner, prospect, found, choice, redirects))
                        .map(kept -> begun(kept, found.server(), choice)));
    }

    private Flow flow(String owner, Prospect prospect, Discovered found, Clients.Choice choice, Redirects redirects) {
        return new Flow(
                owner,
                prospect.target(),
                source(found, choice),
                found.server().namesIssuer(),
                redirects,
                randomness.next(),
                Scopes.format(scopes(prospect, found)),
                prospect.memo(),
                Optional.empty());
    }

    /** A flow with the state that opens it. */
    private record Kept(Flow flow, String state) {}

    private Uni<Kept> keep(Flow flow) {
        return browser.isWantedFor(flow) ? keepForBrowser(flow, randomness.next()) : keepForAny(flow);
    }

    private Uni<Kept> keepForBrowser(Flow flow, String secret) {
        return keepForAny(flow.boundTo(Randomness.printableDigest(secret))).invoke(() -> browser.give(secret));
    }

    private Uni<Kept> keepForAny(Flow flow) {
        return flows.begin(flow).map(state -> new Kept(flow, state));
    }

    private static Begun begun(Kept kept, ServerMetadata server, Clients.Choice choice) {
        String url = AuthorizationRequest.url(server.authorizationEndpoint(), kept.flow(), kept.state());
        return new Begun(url, kept.state(), choice.method().value());
    }

    private static Grant.Source source(Discovered found, Clients.Choice choice) {
        return new Grant.Source(
                found.server().issuer(),
                found.server().tokenEndpoint().toString(),
                found.server().revocationEndpoint().map(UpstreamUrl::toString),
                choice.client().id(),
                choice.method().value(),
                choice.client().method().value(),
                found.resource());
    }

    /** What the server asks for now, or all that it has; whatever we had, so that it is not lost; and to come back later. */
    private static Set<String> scopes(Prospect prospect, Discovered found) {
        Set<String> wanted = prospect.settings().scopes();
        if (wanted.isEmpty()) {
            wanted = prospect.challenged().isEmpty() ? found.scopesSupported() : prospect.challenged();
        }
        Set<String> all = Scopes.union(wanted, prospect.granted());
        boolean offline = found.server().scopesSupported().contains(Scopes.OFFLINE_ACCESS);
        return offline ? Scopes.union(all, Set.of(Scopes.OFFLINE_ACCESS)) : all;
    }

    /** Whether anybody can connect this, for everyone to know. */
    public Uni<Readiness> readiness(String id) {
        return Uni.createFrom().item(() -> feature(id)
                .offer(id)
                .map(offer -> Readiness.of(offer, pages.areKnown()))
                .orElseGet(() -> Readiness.of(pages.areKnown())));
    }

    public Uni<ConnectionStatus> status(String owner, String id) {
        return Uni.createFrom().deferred(() -> feature(id).status(owner, id));
    }

    /** Answers with the name of what was disconnected. */
    public Uni<String> disconnect(String owner, String id) {
        return Uni.createFrom().deferred(() -> feature(id).disconnect(owner, id));
    }

    /** Answers with the name of what was renewed. */
    public Uni<String> renew(String owner, String id) {
        return Uni.createFrom()
                .item(() -> feature(id))
                .chain(feature -> contacts.run(owner, () -> feature.renew(owner, id)));
    }

    private Connectable feature(String id) {
        return features.find(id)
                .orElseThrow(() -> Problem.of(
                        ProblemCode.CONNECTOR_NOT_FOUND, "There is nothing of this name that one signs in to."));
    }
}
