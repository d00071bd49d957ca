package io.schemaagent.connectors.openapi;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Says which properties are always there and which may be null: a record's Java types do not. */
record ExactSchemas(Map<String, Facts.OfSchema> facts) {

    void apply(Components components) {
        facts.forEach((name, known) -> {
            Schema schema = components.getSchemas().get(name);
            if (schema != null) {
                apply(schema, known);
            }
        });
    }

    private static void apply(Schema schema, Facts.OfSchema known) {
        Map<String, Schema> properties = new LinkedHashMap<>();
        inOrder(schema, known).forEach((name, property) -> properties.put(name, exact(name, property, known)));
        schema.setProperties(properties);
        schema.setRequired(properties.keySet().stream()
                .filter(name -> !known.optional().contains(name))
                .toList());
    }

    /** The order of the example, where there is one: unwrapped properties come in any. */
    private static Map<String, Schema> inOrder(Schema schema, Facts.OfSchema known) {
        Map<String, Schema> unordered = new LinkedHashMap<>(schema.getProperties());
        Map<String, Schema> ordered = new LinkedHashMap<>();
        if (known.example() != null) {
            known.example().keySet().stream()
                    .filter(unordered::containsKey)
                    .forEach(name -> ordered.put(name, unordered.remove(name)));
        }
        ordered.putAll(unordered);
        return ordered;
    }

    private static Schema exact(String name, Schema property, Facts.OfSchema known) {
        if (known.lists().contains(name)) {
            return OASFactory.createSchema()
                    .addType(SchemaType.ARRAY)
                    .items(OASFactory.createSchema().addType(SchemaType.OBJECT));
        }
        return known.nullable().contains(name) ? nullable(property) : property;
    }

    private static Schema nullable(Schema property) {
        if (property.getRef() == null) {
            return property.addType(SchemaType.NULL);
        }
        return OASFactory.createSchema()
                .addAnyOf(OASFactory.createSchema().ref(property.getRef()))
                .addAnyOf(OASFactory.createSchema().addType(SchemaType.NULL));
    }
}
