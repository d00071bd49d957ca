package io.schemaagent.connectors.oauth;

import io.schemaagent.connectors.oauth.server.ClientDocument;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/** What we say of ourselves to authorization servers, and where they can read it. */
@ApplicationScoped
class ClientIdentity {

    static final String DOCUMENT = "/oauth/client-metadata.json";

    private final OAuthConfig config;
    private final PublicUrl publicUrl;
    private final RedirectPages pages;
    private final Connectables features;

    ClientIdentity(OAuthConfig config, PublicUrl publicUrl, RedirectPages pages, Connectables features) {
        this.config = config;
        this.publicUrl = publicUrl;
        this.pages = pages;
        this.features = features;
    }

    /** The document's address, which is a client id, too; empty where no server could read it there. */
    Optional<URI> documentUrl() {
        return Optional.of(clientId()).filter(url -> "https".equals(url.getScheme()));
    }

    /** What the document says it is about: its own address. */
    URI clientId() {
        return config.clientMetadataUrl().orElseGet(() -> publicUrl.resolve(DOCUMENT));
    }

    /** The client for these redirect URIs. */
    ClientDocument document(Stream<URI> redirectUris) {
        return new ClientDocument(config.clientName(), publicUrl.resolve("/"), redirectUris.toList());
    }

    /** The client for all redirect URIs there are. */
    ClientDocument document() {
        return document(pages.all(features.targets()));
    }
}
