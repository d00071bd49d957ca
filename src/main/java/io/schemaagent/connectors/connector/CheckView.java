package io.schemaagent.connectors.connector;

import io.schemaagent.connectors.mcp.catalogue.Tool;
import io.schemaagent.connectors.mcp.diagnostics.Diagnostics;
import io.schemaagent.connectors.upstream.Verdict;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer to a connection test; the fields are those of {@link Verdict}. */
@Schema(name = "TestResult")
record CheckView(
        boolean success,
        String message,
        String errorCode,
        String errorMessage,
        String errorType,
        List<Tool> tools,
        int toolCount,
        List<String> warnings,
        Diagnostics diagnostics) {

    static CheckView from(Verdict verdict) {
        return new CheckView(
                verdict.success(),
                verdict.message(),
                verdict.errorCode(),
                verdict.errorMessage(),
                verdict.errorType(),
                verdict.tools(),
                verdict.tools().size(),
                verdict.warnings(),
                verdict.diagnostics());
    }
}
