package io.schemaagent.connectors.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What there is to say of an event beyond its target: these things and no others, so that no content gets here.
 *
 * @param changed the names of the fields or tools that were changed, never their values; null where none were
 * @param isActive whether something is on since then; null where it is not about that
 * @param tool the tool of the target that it is about; null where it is about the target as a whole
 */
@Schema(name = "AuditDetails")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AuditDetails(
        List<String> changed, @JsonProperty("is_active") Boolean isActive, String tool) {

    static final AuditDetails NONE = new AuditDetails(null, null, null);

    private static final String CHANGED = "changed";
    private static final String IS_ACTIVE = "is_active";
    private static final String TOOL = "tool";

    AuditDetails {
        changed = changed == null ? null : List.copyOf(changed);
        tool = AuditTarget.storable(tool);
    }

    /** Null where there is nothing to say. */
    static AuditDetails from(JsonObject stored) {
        if (stored == null) {
            return null;
        }
        JsonArray changed = stored.getJsonArray(CHANGED);
        return new AuditDetails(
                changed == null ? null : changed.stream().map(String::valueOf).toList(),
                stored.getBoolean(IS_ACTIVE),
                stored.getString(TOOL));
    }

    /** JSON text, null where there is nothing to say. */
    String toJson() {
        if (equals(NONE)) {
            return null;
        }
        JsonObject json = new JsonObject();
        if (changed != null) {
            json.put(CHANGED, new JsonArray(changed));
        }
        if (isActive != null) {
            json.put(IS_ACTIVE, isActive);
        }
        if (tool != null) {
            json.put(TOOL, tool);
        }
        return json.encode();
    }
}
