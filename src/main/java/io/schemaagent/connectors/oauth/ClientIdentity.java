package io.schemaagent.connectors.oauth;

import io.quarkus.runtime.Startup;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.oauth.server.ClientDocument;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What we say of ourselves to authorization servers, and where they can read it. Created at start, to refuse a bad place then. */
@Startup
@ApplicationScoped
class ClientIdentity {

    static final String DOCUMENT = "/oauth/client-metadata.json";

    private static final Set<String> DOT_SEGMENTS = Set.of(".", "..");

    private final OAuthConfig config;
    private final Optional<URI> elsewhere;
    private final PublicUrl publicUrl;
    private final RedirectPages pages;
    private final Connectables features;

    ClientIdentity(OAuthConfig config, PublicUrl publicUrl, RedirectPages pages, Connectables features) {
        this.config = config;
        this.elsewhere = config.clientMetadataUrl().map(ClientIdentity::checked);
        this.publicUrl = publicUrl;
        this.pages = pages;
        this.features = features;
    }

    /** What the address of such a document may look like (OAuth Client ID Metadata Document, "Client Identifier"). */
    private static URI checked(URI setting) {
        return UpstreamUrl.parse(setting.toString())
                .filter(UpstreamUrl::isTls)
                .filter(url -> url.path().length() > 1)
                .filter(url -> setting.getRawFragment() == null)
                .filter(url -> Stream.of(url.path().split("/", -1)).noneMatch(DOT_SEGMENTS::contains))
                .map(url -> setting)
                .orElseThrow(() -> new IllegalArgumentException(
                        "CONNECTORS_OAUTH_CLIENT_METADATA_URL has to be an https URL with a path and without user information,"
                                + " fragment and dot segments, such as https://connectors.example.com/oauth/client-metadata.json;"
                                + " leave it out where the document is under CONNECTORS_PUBLIC_URL"));
    }

    /** The document's address, which is a client id, too; empty where no server could read it there. */
    Optional<URI> documentUrl() {
        return Optional.of(clientId()).filter(url -> "https".equalsIgnoreCase(url.getScheme()));
    }

    /** What the document says it is about: its own address. */
    URI clientId() {
        return elsewhere.orElseGet(() -> publicUrl.resolve(DOCUMENT));
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
