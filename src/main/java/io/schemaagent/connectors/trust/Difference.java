package io.schemaagent.connectors.trust;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One thing in which two definitions of a tool differ. Values that are long are texts, cut where they are alike.
 *
 * @param field such as {@code description}; within schemas and annotations with a JSON pointer (RFC 6901) behind it, such
 *     as {@code inputSchema/properties/path}
 * @param before what its owner has agreed to, null where there was nothing
 * @param after what it is now, null where there is nothing any more
 */
public record Difference(String field, JsonNode before, JsonNode after) {}
