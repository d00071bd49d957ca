package io.schemaagent.connectors.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.schemaagent.connectors.problem.ProblemBody;
import io.schemaagent.connectors.problem.ProblemCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Completes the generated document with {@link Facts}: examples, everything an operation can fail with, exact schemas.
 * An operation without facts stays as it is; a test finds it.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ApiDocumentation implements OASFilter {

    private static final String JSON = "application/json";
    private static final String SECURITY_SCHEME = "bearerAuth";
    /** The one of the W3C Trace Context recommendation. */
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static final Map<String, Header> LOCATION =
            header("Location", "The address of what was made", SchemaType.STRING);
    private static final Map<String, Header> NEXT_PAGE =
            header("Location", "The page to go to, with what came of it as its query", SchemaType.STRING);
    private static final Map<String, Header> CHALLENGE = header("WWW-Authenticate", "Bearer", SchemaType.STRING);
    private static final Map<String, Header> RETRY_AFTER = header("Retry-After", "Seconds to wait", SchemaType.INTEGER);

    private static final Pattern WORDS = Pattern.compile("[a-z-]+(\\|[a-z-]+)+");

    private final Facts facts = Facts.read();

    @Override
    public void filterOpenAPI(OpenAPI document) {
        new ExactSchemas(facts.schemas()).apply(document.getComponents());
        document.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .forEach(this::complete);
    }

    private void complete(Operation operation) {
        if (operation.getSecurity() == null || operation.getSecurity().isEmpty()) {
            openToAnonymousCallers(operation);
        }
        Optional.ofNullable(operation.getRequestBody()).ifPresent(ApiDocumentation::tidy);
        Optional.ofNullable(operation.getParameters())
                .ifPresent(parameters -> parameters.forEach(parameter -> tidy(parameter.getSchema())));
        Optional.ofNullable(facts.operations().get(operation.getOperationId()))
                .ifPresent(known -> complete(operation, known));
    }

    /** With or without a token; an invalid one is refused here too. */
    private static void openToAnonymousCallers(Operation operation) {
        operation.setSecurity(List.of(
                OASFactory.createSecurityRequirement(),
                OASFactory.createSecurityRequirement().addScheme(SECURITY_SCHEME)));
    }

    /** Resources that take any content type are those that take no body, too. */
    private static void tidy(RequestBody body) {
        MediaType any = body.getContent().getMediaType("*/*");
        if (any != null) {
            body.setContent(OASFactory.createContent().addMediaType(JSON, any));
            body.setRequired(false);
        }
    }

    /** What a path allows are words, of which UIs can make a choice. */
    private static void tidy(Schema parameter) {
        if (parameter.getPattern() != null
                && WORDS.matcher(parameter.getPattern()).matches()) {
            parameter.setEnumeration(List.of((Object[]) parameter.getPattern().split("\\|", -1)));
            parameter.setPattern(null);
        }
    }

    private void complete(Operation operation, Facts.OfOperation known) {
        if (known.open()) {
            operation.setSecurity(List.of());
        }
        if (operation.getRequestBody() != null) {
            addExamples(operation.getRequestBody().getContent().getMediaType(JSON), known.requests());
        }
        APIResponses responses = OASFactory.createAPIResponses();
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (status.startsWith("2") || status.startsWith("3")) {
                responses.addAPIResponse(status, succeeding(status, response, known));
            }
        });
        known.problems().forEach((code, differing) -> addProblem(responses, code, differing));
        operation.setResponses(responses);
    }

    private APIResponse succeeding(String status, APIResponse response, Facts.OfOperation known) {
        if (response.getContent() != null) {
            addExamples(response.getContent().getMediaType(JSON), known.responses());
        }
        return switch (status) {
            case "201" -> response.headers(LOCATION);
            case "302" -> response.headers(NEXT_PAGE);
            default -> response;
        };
    }

    private void addExamples(MediaType content, Map<String, Map<String, Object>> differing) {
        Schema schema = content.getSchema();
        boolean list = schema.getItems() != null;
        facts.findExample(nameOf(list ? schema.getItems() : schema))
                .ifPresent(usual -> differing.forEach((name, members) ->
                        addExample(content, name, list ? List.of(merged(usual, members)) : merged(usual, members))));
    }

    private static void addExample(MediaType content, String name, Object value) {
        content.addExample(name, OASFactory.createExample().value(value));
    }

    private static String nameOf(Schema reference) {
        return String.valueOf(reference.getRef()).replaceFirst("^.*/", "");
    }

    private void addProblem(APIResponses responses, ProblemCode code, Map<String, Object> differing) {
        String status = Integer.toString(code.status());
        APIResponse response = responses.getAPIResponse(status);
        if (response == null) {
            response = failing(code);
            responses.addAPIResponse(status, response);
        }
        addExample(response.getContent().getMediaType(ProblemBody.MEDIA_TYPE), code.name(), problem(code, differing));
    }

    private static APIResponse failing(ProblemCode code) {
        MediaType content = OASFactory.createMediaType()
                .schema(OASFactory.createSchema().ref("#/components/schemas/" + ProblemSchema.NAME));
        return OASFactory.createAPIResponse()
                .description(code.title())
                .headers(headersOf(code.status()))
                .content(OASFactory.createContent().addMediaType(ProblemBody.MEDIA_TYPE, content));
    }

    private static Map<String, Header> headersOf(int status) {
        return switch (status) {
            case 401 -> CHALLENGE;
            case 429, 503 -> RETRY_AFTER;
            default -> null;
        };
    }

    private Map<String, Object> problem(ProblemCode code, Map<String, Object> differing) {
        Map<String, Object> members = merged(facts.problems().getOrDefault(code, Map.of()), differing);
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", code.type().toString());
        problem.put("title", code.title());
        problem.put("status", code.status());
        problem.put("detail", members.get("detail"));
        problem.put("error", code.name());
        problem.put("message", members.get("detail"));
        problem.put("trace_id", TRACE_ID);
        problem.putAll(members);
        return problem;
    }

    private static Map<String, Object> merged(Map<String, Object> usual, Map<String, Object> differing) {
        Map<String, Object> all = new LinkedHashMap<>(usual);
        all.putAll(differing);
        return all;
    }

    private static Map<String, Header> header(String name, String description, SchemaType type) {
        return Map.of(
                name,
                OASFactory.createHeader()
                        .description(description)
                        .schema(OASFactory.createSchema().addType(type)));
    }
}
