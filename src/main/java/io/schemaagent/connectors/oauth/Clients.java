package io.schemaagent.connectors.oauth;

import io.schemaagent.connectors.credential.Grant;
import io.schemaagent.connectors.credential.Secret;
import io.schemaagent.connectors.oauth.server.AuthenticationMethod;
import io.schemaagent.connectors.oauth.server.ClientRegistration;
import io.schemaagent.connectors.oauth.server.OAuthClient;
import io.schemaagent.connectors.oauth.server.ServerMetadata;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who we are to an authorization server, in the order of MCP 2026-07-28, basic/authorization: known to it already, by the
 * document about us, registered. One server's client is never shown to another.
 */
@ApplicationScoped
class Clients {

    private final Connectables features;
    private final OAuthConfig config;
    private final ClientIdentity identity;
    private final ClientStore store;
    private final ClientRegistration registration;

    Clients(
            Connectables features,
            OAuthConfig config,
            ClientIdentity identity,
            ClientStore store,
            ClientRegistration registration) {
        this.features = features;
        this.config = config;
        this.identity = identity;
        this.store = store;
        this.registration = registration;
    }

    /** How we came to be a client. The names are those of the contract. */
    enum Method {
        PREREGISTERED,
        CIMD,
        DCR;

        /** The word in answers, and in what is kept. */
        String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record Choice(OAuthClient client, Method method) {}

    /** Who we are for an authorization that begins. */
    Uni<Choice> choose(ServerMetadata server, OAuthSettings settings, URI redirectUri) {
        Optional<OAuthSettings> known = Stream.concat(Stream.of(settings), preRegistered())
                .filter(candidate -> candidate.isClientOf(server.issuer()))
                .findFirst();
        if (known.isPresent()) {
            return Uni.createFrom().item(new Choice(client(known.get(), server), Method.PREREGISTERED));
        }
        Optional<URI> document = identity.documentUrl();
        if (server.readsClientMetadata() && document.isPresent()) {
            OAuthClient client =
                    new OAuthClient(document.get().toString(), Optional.empty(), AuthenticationMethod.NONE);
            return Uni.createFrom().item(new Choice(client, Method.CIMD));
        }
        return store.latest(server.issuer(), redirectUri)
                .chain(stored -> stored.map(client -> Uni.createFrom().item(client))
                        .orElseGet(() -> register(server, redirectUri)))
                .map(client -> new Choice(client, Method.DCR));
    }

    private Uni<OAuthClient> register(ServerMetadata server, URI redirectUri) {
        return registration
                .register(server, identity.document(Stream.of(redirectUri)))
                .call(registered -> store.add(server.issuer(), redirectUri, registered))
                .map(ClientRegistration.Registered::client);
    }

    private static OAuthClient client(OAuthSettings settings, ServerMetadata server) {
        Optional<Secret> secret = settings.clientSecret();
        return new OAuthClient(
                settings.clientId().orElseThrow(),
                secret,
                AuthenticationMethod.bestFor(secret.isPresent(), server.authenticationMethods()));
    }

    /** Who we were when something was granted. */
    Uni<OAuthClient> find(Grant.Source source) {
        AuthenticationMethod method =
                AuthenticationMethod.find(source.authenticationMethod()).orElse(AuthenticationMethod.NONE);
        if (method == AuthenticationMethod.NONE) {
            return Uni.createFrom().item(new OAuthClient(source.clientId(), Optional.empty(), method));
        }
        // A server that registers us may give us whatever name it likes, an operator's client id too.
        boolean registered = !source.registration().equals(Method.PREREGISTERED.value());
        Uni<Optional<Secret>> secret = registered
                ? store.secret(source.issuer(), source.clientId())
                : Uni.createFrom().item(() -> configuredSecret(source));
        return secret.map(known -> new OAuthClient(source.clientId(), known, method));
    }

    private Optional<Secret> configuredSecret(Grant.Source source) {
        return Stream.concat(features.settings(), preRegistered())
                .filter(settings -> settings.isClientOf(source.issuer()))
                .filter(settings -> settings.clientId().equals(Optional.of(source.clientId())))
                .flatMap(settings -> settings.clientSecret().stream())
                .findFirst();
    }

    /** The server does not know us any more: the next authorization registers anew. */
    Uni<Void> forget(Grant.Source source) {
        return store.remove(source.issuer(), source.clientId());
    }

    private Stream<OAuthSettings> preRegistered() {
        return config.clients().values().stream()
                .map(known -> new OAuthSettings(
                        Optional.of(known.clientId()),
                        known.clientSecret().map(Secret::of),
                        Set.of(),
                        Optional.of(known.issuer()),
                        Optional.empty()));
    }
}
