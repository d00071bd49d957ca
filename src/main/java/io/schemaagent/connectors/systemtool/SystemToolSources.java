package io.schemaagent.connectors.systemtool;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Says which of the lists that are stored for system tools count, by what is configured now. */
@ApplicationScoped
public class SystemToolSources {

    private final SystemToolRegistry registry;

    SystemToolSources(SystemToolRegistry registry) {
        this.registry = registry;
    }

    /**
     * What users see as a tool's name; empty where it brings nobody such tools at the moment.
     *
     * @param shared whether the list is everybody's
     */
    public Optional<String> name(String toolId, boolean shared) {
        return registry.findWithServer(toolId)
                .filter(tool -> tool.isShared() == shared)
                .map(SystemTool::name);
    }
}
