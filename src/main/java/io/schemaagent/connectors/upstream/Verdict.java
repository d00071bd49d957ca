package io.schemaagent.connectors.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.schemaagent.connectors.credential.CredentialException;
import io.schemaagent.connectors.mcp.DiscoveryOutcome;
import io.schemaagent.connectors.mcp.catalogue.Catalogue;
import io.schemaagent.connectors.mcp.catalogue.Tool;
import io.schemaagent.connectors.mcp.diagnostics.Diagnostics;
import io.schemaagent.connectors.mcp.diagnostics.ErrorCode;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import io.schemaagent.connectors.trust.TextWarning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a check of a server comes to, in the words that users see.
 *
 * @param success whether the server can be used
 * @param message one sentence
 * @param errorCode stable code of the failure, null after success
 * @param errorMessage the sentence again where there is something to complain about, even after success
 * @param errorType coarse kind of the failure, null after success
 * @param tools what the server offers; empty after a failure
 * @param warnings stable codes of what is odd or was left out
 * @param diagnostics how far the check came
 * @param timeToLive how long the server takes its list for fresh; empty where it does not say, or after a failure
 */
public record Verdict(
        boolean success,
        String message,
        String errorCode,
        String errorMessage,
        String errorType,
        List<Tool> tools,
        List<String> warnings,
        Diagnostics diagnostics,
        Optional<Duration> timeToLive) {

    private static final String NO_TOOLS = "Connected but no tools found on this MCP server.";

    static Verdict of(DiscoveryOutcome outcome, Duration timeout) {
        if (outcome instanceof DiscoveryOutcome.Failed failed) {
            ErrorCode code = failed.code();
            String message = code.message(timeout);
            return new Verdict(
                    false,
                    message,
                    code.name(),
                    message,
                    code.type(),
                    List.of(),
                    List.of(),
                    failed.diagnostics(),
                    Optional.empty());
        }
        DiscoveryOutcome.Found found = (DiscoveryOutcome.Found) outcome;
        Catalogue catalogue = found.catalogue();
        int count = catalogue.tools().size();
        String complaint = count == 0 ? NO_TOOLS : null;
        String message =
                count == 0 ? NO_TOOLS : "Connected. " + count + (count == 1 ? " tool found." : " tools found.");
        return new Verdict(
                true,
                message,
                null,
                complaint,
                null,
                catalogue.tools(),
                warnings(catalogue),
                found.diagnostics(),
                catalogue.timeToLive());
    }

    /** What was left out, then what is odd about texts: whose, the tools of a saved connector say. */
    private static List<String> warnings(Catalogue catalogue) {
        List<JsonNode> texts = new ArrayList<>();
        catalogue.tools().forEach(tool -> texts.addAll(texts(tool)));
        List<String> warnings = new ArrayList<>(catalogue.warnings());
        TextWarning.in(texts).forEach(warning -> warnings.add(warning.name()));
        return List.copyOf(warnings);
    }

    private static List<JsonNode> texts(Tool tool) {
        return Stream.of(
                        TextNode.valueOf(tool.name()),
                        TextNode.valueOf(tool.title()),
                        TextNode.valueOf(tool.description()),
                        tool.inputSchema(),
                        tool.outputSchema(),
                        tool.annotations())
                .filter(Objects::nonNull)
                .toList();
    }

    /** The server does not let us in, and only its owner can change that. */
    public static Verdict needsReauth(String reason) {
        return notLetIn(
                FailureReason.REAUTHORIZATION_REQUIRED,
                "The sign-in to this server has ended (" + reason + "). Connect it again.");
    }

    /** Nobody knows whether the server would let us in: what would renew the access is out of order. */
    static Verdict renewalUnavailable() {
        return notLetIn(
                FailureReason.AUTHORIZATION_SERVER_UNAVAILABLE,
                "The access to this server could not be renewed for the moment. It is tried again by itself.");
    }

    private static Verdict notLetIn(FailureReason reason, String message) {
        return new Verdict(
                false,
                message,
                reason.code().name(),
                message,
                reason.code().type(),
                List.of(),
                List.of(),
                Diagnostics.notLetIn(reason),
                Optional.empty());
    }

    /** What a failed check is to callers that want an error. */
    public Problem problem() {
        return Problem.of(ProblemCode.CONNECTION_NOT_VERIFIED, message)
                .with("error_code", errorCode)
                .with("diagnostics", diagnostics);
    }

    /** Whether the server has refused the credential. */
    boolean isRefused() {
        return hasReason(FailureReason.AUTH_REJECTED);
    }

    /** Whether it is the credential that the check failed for, whatever would have become of it otherwise. */
    public boolean isUnauthorized() {
        return ErrorCode.AUTH_FAILED.name().equals(errorCode);
    }

    /** The scopes that the server asks for because those we have are not enough; empty where it does not. */
    public Optional<String> wantedScopes() {
        return hasReason(FailureReason.INSUFFICIENT_SCOPE)
                        && !diagnostics.authScopes().isEmpty()
                ? Optional.of(String.join(" ", diagnostics.authScopes()))
                : Optional.empty();
    }

    private boolean hasReason(FailureReason reason) {
        return diagnostics.failure().filter(reason::equals).isPresent();
    }

    /** The server was not asked, since the credential for it cannot be opened. */
    static Verdict credentialsUnreadable() {
        String message = CredentialException.SENTENCE;
        Diagnostics diagnostics = Diagnostics.notStarted("Enter the credentials for this server again.");
        return new Verdict(
                false,
                message,
                CredentialException.CODE,
                message,
                "authentication",
                List.of(),
                List.of(),
                diagnostics,
                Optional.empty());
    }
}
