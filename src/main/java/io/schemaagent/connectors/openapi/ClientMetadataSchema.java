package io.schemaagent.connectors.openapi;

import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * This service as an OAuth client, for the documentation alone.
 *
 * @param clientName what users read when they are asked for permission
 * @param clientUri where to find out more
 * @param redirectUris where users may be sent back to
 * @param grantTypes how it gets tokens
 * @param responseTypes what it asks for
 * @param tokenEndpointAuthMethod how it proves itself: not at all
 * @param applicationType {@code web}, or {@code native} on a developer's machine
 * @param clientId the address of this very document
 */
@Schema(
        name = "ClientMetadata",
        description = "A client as authorization servers know it (RFC 7591; OAuth Client ID Metadata Document)")
record ClientMetadataSchema(
        String clientName,
        URI clientUri,
        List<URI> redirectUris,
        List<String> grantTypes,
        List<String> responseTypes,
        String tokenEndpointAuthMethod,
        String applicationType,

        @Schema(description = "The address of this very document")
        URI clientId) {}
