package io.schemaagent.connectors.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.Keyword;
import io.schemaagent.connectors.problem.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * A tool's {@code inputSchema}, ready to check arguments: JSON Schema 2020-12 where it does not say which (MCP 2025-11-25,
 * basic, "JSON Schema Usage"), or draft 2019-09, 7, 6 or 4. Nothing outside of it is ever fetched. What it cannot say, since it
 * is no schema, refers to something else or would take too long, is left to the server. Safe for several threads.
 */
public final class ArgumentSchema {

    private static final Logger LOG = Logger.getLogger(ArgumentSchema.class);

    private static final int MAX_VIOLATIONS = 20;
    private static final String FORMAT = "format";
    private static final String TYPE = "type";

    private static final List<Dialect> DIALECTS = Stream.of(
                    Dialects.getDraft202012(),
                    Dialects.getDraft201909(),
                    Dialects.getDraft7(),
                    Dialects.getDraft6(),
                    Dialects.getDraft4())
            .map(ArgumentSchema::bounded)
            .toList();

    private static final SchemaRegistryConfig CONFIG = SchemaRegistryConfig.builder()
            .locale(Locale.ENGLISH)
            .formatAssertionsEnabled(false)
            .regularExpressionFactory(BoundedPattern::new)
            .build();

    /** Empty where there is nothing to check with. */
    private final Optional<Schema> schema;

    private ArgumentSchema(Optional<Schema> schema) {
        this.schema = schema;
    }

    /** Of what a server calls the schema of its tool's arguments; never fails. */
    public static ArgumentSchema of(JsonNode inputSchema) {
        try {
            return new ArgumentSchema(Optional.of(registry().getSchema(inputSchema)));
        } catch (RuntimeException | StackOverflowError unusable) {
            LOG.debugf("A tool's schema cannot be used: %s", unusable.getClass().getName());
            return new ArgumentSchema(Optional.empty());
        }
    }

    /** Its own one each, or the schemas of different servers could refer to each other. */
    private static SchemaRegistry registry() {
        return SchemaRegistry.withDialects(DIALECTS, registry -> registry.schemaRegistryConfig(CONFIG)
                .schemaLoader(loader -> loader.fetchRemoteResources(false).block(everything -> true)));
    }

    /** Without vocabularies, whose keywords would come back in place of these. */
    private static Dialect bounded(Dialect dialect) {
        return Dialect.builder(dialect.getId())
                .specificationVersion(dialect.getSpecificationVersion())
                .idKeyword(dialect.getIdKeyword())
                .keywords(bounded(dialect.getKeywords().values()))
                .build();
    }

    /** All but the one that cannot be replaced. It says what a text is for, and fails none. */
    private static List<BoundedKeyword> bounded(Collection<Keyword> keywords) {
        return keywords.stream()
                .filter(keyword -> !keyword.getValue().equals(FORMAT))
                .map(BoundedKeyword::new)
                .toList();
    }

    /** What is wrong with arguments, each with its path from {@code arguments} on; empty where nothing is, or none can tell. */
    public List<Violation> check(JsonNode arguments) {
        return schema.map(known -> check(known, arguments)).orElse(List.of());
    }

    private static List<Violation> check(Schema schema, JsonNode arguments) {
        List<Error> errors = new ArrayList<>();
        try {
            Budget.within(() -> errors.addAll(schema.validate(arguments)));
        } catch (SchemaException | Budget.ExhaustedException | StackOverflowError undecided) {
            LOG.debugf("Arguments were not checked: %s", undecided.getClass().getName());
            return List.of();
        }
        return errors.stream()
                .filter(error -> !isOfUnknownType(error))
                .limit(MAX_VIOLATIONS)
                .map(ArgumentPath::violation)
                .toList();
    }

    /** Whatever a server means by such a type, it is not that nothing will do. */
    private static boolean isOfUnknownType(Error error) {
        return TYPE.equals(error.getKeyword())
                && !error.getSchemaNode().isArray()
                && !JsonTypes.include(error.getSchemaNode().asText());
    }
}
