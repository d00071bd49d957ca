package io.schemaagent.connectors.systemtool;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body that connects a system tool.
 *
 * @param config the user's settings; for a tool of {@code auth_type: api_key} its {@code api_key} is taken out, sealed
 *     and never shown
 */
@Schema(name = "ConnectRequest")
@RegisterForReflection
record ConnectRequest(Map<String, Object> config) {}
