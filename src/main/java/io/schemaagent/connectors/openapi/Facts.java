package io.schemaagent.connectors.openapi;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.schemaagent.connectors.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the files in {@code src/main/resources/openapi} say.
 *
 * @param schemas by the name of the schema
 * @param operations by operation id
 * @param problems the members of a problem beyond those that follow from its code
 */
record Facts(
        Map<String, OfSchema> schemas,
        Map<String, OfOperation> operations,
        Map<ProblemCode, Map<String, Object>> problems) {

    /**
     * One schema. Each of its properties is required and not null, unless it is named here.
     *
     * @param optional properties that may be missing
     * @param nullable properties that may be null
     * @param lists properties that are lists of objects, which their Java type does not show
     * @param example one that shows every property
     */
    record OfSchema(List<String> optional, List<String> nullable, List<String> lists, Map<String, Object> example) {

        OfSchema {
            optional = Objects.requireNonNullElse(optional, List.of());
            nullable = Objects.requireNonNullElse(nullable, List.of());
            lists = Objects.requireNonNullElse(lists, List.of());
        }
    }

    /**
     * One operation. Examples are given by name as what differs from the example of their schema.
     *
     * @param open whether it asks nobody for a token, and looks at none
     * @param requests examples of the request body
     * @param responses examples of the response to a request that succeeds
     * @param problems everything it can fail with, each with what differs from the usual text
     */
    record OfOperation(
            boolean open,
            Map<String, Map<String, Object>> requests,
            Map<String, Map<String, Object>> responses,
            Map<ProblemCode, Map<String, Object>> problems) {

        private static final Map<String, Map<String, Object>> AS_IN_THE_SCHEMA = Map.of("example", Map.of());

        OfOperation {
            requests = Objects.requireNonNullElse(requests, AS_IN_THE_SCHEMA);
            responses = Objects.requireNonNullElse(responses, AS_IN_THE_SCHEMA);
        }
    }

    static Facts read() {
        return new Facts(
                read("schemas.json", new TypeReference<Map<String, OfSchema>>() {}),
                read("operations.json", new TypeReference<Map<String, OfOperation>>() {}),
                read("problems.json", new TypeReference<Map<ProblemCode, Map<String, Object>>>() {}));
    }

    private static <T> T read(String file, TypeReference<T> type) {
        try (InputStream in = Facts.class.getResourceAsStream("/openapi/" + file)) {
            return new ObjectMapper().readValue(in, type);
        } catch (IOException malformed) {
            throw new UncheckedIOException("src/main/resources/openapi/" + file + " is malformed", malformed);
        }
    }

    Optional<Map<String, Object>> findExample(String schema) {
        return Optional.ofNullable(schemas.get(schema)).map(OfSchema::example);
    }
}
