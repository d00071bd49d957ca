package io.schemaagent.connectors.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.quarkus.smallrye.openapi.runtime.filter.AutoSecurityFilter;
import io.smallrye.openapi.runtime.io.Format;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * Serves the description of the API as the build wrote it. The platform reads it at every start, and writes it twice
 * more, as JSON and as YAML, which took a quarter of the time until the service was ready.
 */
@TargetClass(OpenApiDocumentService.class)
final class OpenApiAsBuilt {

    @Substitute
    void prepareDocument(
            AutoSecurityFilter security, Map<OpenApiFilter.RunStage, List<String>> filters, String document) {
        // Nothing in the document depends on where the service runs: all that completes it does so at build time.
    }

    @Substitute
    public byte[] getDocument(String document, Format format) throws IOException {
        String resource = OpenApiConstants.BASE_NAME + "." + format;
        try (InputStream built = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            return built.readAllBytes();
        }
    }
}
