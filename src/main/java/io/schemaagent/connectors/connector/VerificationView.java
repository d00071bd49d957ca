package io.schemaagent.connectors.connector;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.schemaagent.connectors.mcp.diagnostics.Diagnostics;
import io.schemaagent.connectors.upstream.Verdict;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The answer to a verification.
 *
 * @param connector the connector with what was found, or with its last good tools after a failure
 */
@Schema(name = "VerificationResult")
@JsonInclude(JsonInclude.Include.NON_NULL)
record VerificationView(
        boolean success,
        String message,
        String errorType,
        String errorCode,
        ConnectorView connector,
        List<String> warnings,
        Diagnostics diagnostics) {

    static VerificationView from(Verdict verdict, ConnectorView connector) {
        return new VerificationView(
                verdict.success(),
                verdict.message(),
                verdict.errorType(),
                verdict.errorCode(),
                connector,
                verdict.warnings(),
                verdict.diagnostics());
    }
}
