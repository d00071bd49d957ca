package io.schemaagent.connectors.mcp.catalogue;

import com.fasterxml.jackson.databind.JsonNode;

/** What one walk through a tree tells of it. */
final class JsonMeasure {

    private static final int QUOTES = 2;
    private static final int BRACKETS = 2;
    private static final int COMMA = 1;
    private static final int COLON = 1;

    private int characters;
    private int depth;
    private boolean storable = true;

    private JsonMeasure() {}

    static JsonMeasure of(JsonNode tree) {
        JsonMeasure measure = new JsonMeasure();
        measure.add(tree, 1);
        return measure;
    }

    /** An object to which fields that were measured on their own can be added. */
    static JsonMeasure ofEmptyObject() {
        JsonMeasure measure = new JsonMeasure();
        measure.enter(1);
        return measure;
    }

    /** How many it takes as JSON, without writing it: exact but for escapes and the last commas. */
    int characters() {
        return characters;
    }

    /** How many objects and arrays stand within each other, 0 for a mere value. */
    int depth() {
        return depth;
    }

    /** Whether all texts and field names are {@linkplain StorableText#isClean(String) clean}. */
    boolean isStorable() {
        return storable;
    }

    void addField(String name, JsonMeasure value) {
        addName(name);
        characters += value.characters + COMMA;
        depth = Math.max(depth, 1 + value.depth);
        storable = storable && value.storable;
    }

    private void add(JsonNode node, int level) {
        if (node.isTextual()) {
            addText(node.textValue());
        } else if (node.isObject()) {
            enter(level);
            node.forEachEntry((name, value) -> {
                addName(name);
                addElement(value, level + 1);
            });
        } else if (node.isArray()) {
            enter(level);
            node.forEach(element -> addElement(element, level + 1));
        } else {
            characters += node.asText().length();
        }
    }

    private void enter(int level) {
        depth = Math.max(depth, level);
        characters += BRACKETS;
    }

    private void addName(String name) {
        addText(name);
        characters += COLON;
    }

    private void addElement(JsonNode node, int level) {
        add(node, level);
        characters += COMMA;
    }

    private void addText(String text) {
        characters += text.length() + QUOTES;
        storable = storable && StorableText.isClean(text);
    }
}
