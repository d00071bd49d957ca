package io.schemaagent.connectors.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has to be known of tools beside the list that is served: a JSON array with an entry for each of those that are
 * gone, and for each that is not as its owner has agreed to it, unless it is plainly pending.
 */
final class StoredPins {

    /** So many characters of definitions are kept; of what comes on top of it, the fingerprint alone. */
    static final int MAX_SIZE = 4_000_000;

    private static final String IS_LISTED = "is_listed";
    private static final String FINGERPRINT = "fingerprint";
    private static final String DEFINITION = "definition";

    private final Map<String, Optional<Pin>> ofListed = new LinkedHashMap<>();
    private final List<AbsentTool> absent = new ArrayList<>();

    private StoredPins() {}

    static StoredPins read(JsonNode pins) {
        StoredPins stored = new StoredPins();
        pins.forEach(stored::add);
        return stored;
    }

    private void add(JsonNode entry) {
        String name = KnownTool.nameOf(entry);
        Optional<Pin> pin = pin(entry);
        if (entry.path(IS_LISTED).asBoolean()) {
            ofListed.put(name, pin);
        } else {
            absent.add(new AbsentTool(name, entry.path(KnownTool.IS_ENABLED).asBoolean(), pin));
        }
    }

    private static Optional<Pin> pin(JsonNode entry) {
        JsonNode definition = entry.path(DEFINITION);
        return definition.isObject()
                ? Optional.of(Pin.of(ToolDefinition.of(definition)))
                : Optional.ofNullable(entry.path(FINGERPRINT).textValue()).map(Pin::ofFingerprint);
    }

    List<AbsentTool> absent() {
        return absent;
    }

    /** A tool of the list as it was before it was stored. */
    KnownTool join(ObjectNode tool) {
        boolean enabled = tool.path(KnownTool.IS_ENABLED).asBoolean(true);
        ToolDefinition definition = ToolDefinition.of(tool);
        return new KnownTool(tool, definition, enabled, approved(tool, enabled, definition));
    }

    private Optional<Pin> approved(JsonNode tool, boolean enabled, ToolDefinition definition) {
        String state = tool.path(KnownTool.STATE).asText(ToolState.APPROVED.value());
        if (enabled && state.equals(ToolState.APPROVED.value())) {
            return Optional.of(Pin.of(definition));
        }
        boolean plain = !enabled && !ofListed.containsKey(KnownTool.nameOf(tool));
        return plain
                ? Optional.of(Pin.of(definition))
                : ofListed.getOrDefault(KnownTool.nameOf(tool), Optional.empty());
    }

    static ArrayNode write(List<KnownTool> listed, List<AbsentTool> absent) {
        Writer writer = new Writer();
        listed.forEach(writer::add);
        absent.forEach(writer::add);
        return writer.pins;
    }

    private static final class Writer {

        private final ArrayNode pins = JsonNodeFactory.instance.arrayNode();
        private int size;

        void add(KnownTool tool) {
            ToolState agreement = tool.agreement();
            boolean shown = agreement == ToolState.APPROVED || tool.state() == ToolState.PENDING;
            if (!shown) {
                add(tool.name(), true, tool.isEnabled(), tool.approved());
            }
        }

        void add(AbsentTool tool) {
            add(tool.name(), false, tool.enabled(), tool.approved());
        }

        private void add(String name, boolean listed, boolean enabled, Optional<Pin> approved) {
            ObjectNode entry = pins.addObject()
                    .put(KnownTool.NAME, name)
                    .put(IS_LISTED, listed)
                    .put(KnownTool.IS_ENABLED, enabled);
            approved.ifPresent(pin -> add(entry, pin));
        }

        private void add(ObjectNode entry, Pin pin) {
            int more = pin.definition().map(ToolDefinition::size).orElse(0);
            if (pin.definition().isPresent() && size + more <= MAX_SIZE) {
                size += more;
                entry.set(DEFINITION, pin.definition().get().fields());
            } else {
                entry.put(FINGERPRINT, pin.fingerprint());
            }
        }
    }
}
