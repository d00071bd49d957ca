package io.schemaagent.connectors.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;

/** A keyword each of whose evaluations costs a step. */
record BoundedKeyword(Keyword keyword) implements Keyword {

    @Override
    public String getValue() {
        return keyword.getValue();
    }

    @Override
    public KeywordValidator newValidator(
            SchemaLocation location, JsonNode schemaNode, Schema parent, SchemaContext context) throws Exception {
        KeywordValidator validator = keyword.newValidator(location, schemaNode, parent, context);
        return validator == null ? null : new Bounded(validator);
    }

    private record Bounded(KeywordValidator validator) implements KeywordValidator {

        @Override
        public void validate(ExecutionContext context, JsonNode instance, JsonNode root, NodePath location) {
            Budget.spend();
            validator.validate(context, instance, root, location);
        }

        @Override
        public SchemaLocation getSchemaLocation() {
            return validator.getSchemaLocation();
        }

        @Override
        public String getKeyword() {
            return validator.getKeyword();
        }

        @Override
        public void preloadSchema() {
            validator.preloadSchema();
        }
    }
}
