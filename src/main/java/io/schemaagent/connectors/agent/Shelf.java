package io.schemaagent.connectors.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.problem.Violation;
import io.schemaagent.connectors.schema.ArgumentSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tools of one list, read once for as long as the list stays the same: whoever asks again gets the same bytes. Safe for
 * several threads.
 */
final class Shelf {

    private final String sourceName;
    private final List<AgentTool> tools;
    private final int weight;
    private final Map<ToolFormat, List<Offer>> offers = Collections.synchronizedMap(new EnumMap<>(ToolFormat.class));
    private final Map<String, ArgumentSchema> schemas = new ConcurrentHashMap<>();

    private Shelf(String sourceName, List<AgentTool> tools, int weight) {
        this.sourceName = sourceName;
        this.tools = List.copyOf(tools);
        this.weight = weight;
    }

    /**
     * Of the stored JSON.
     *
     * @param weight how much of it there was, in bytes
     */
    static Shelf of(Source source, JsonNode stored, int weight) {
        List<AgentTool> tools = new ArrayList<>();
        Set<String> names = new HashSet<>();
        stored.forEach(one -> {
            AgentTool tool = AgentTool.of(source.slug(), one);
            // Two that share a digest share a name. Only a server that means to has such.
            if (names.add(tool.name())) {
                tools.add(tool);
            }
        });
        tools.sort(Comparator.comparing(AgentTool::name));
        return new Shelf(source.name(), tools, weight);
    }

    /** The same, of a source that may have another name by now. */
    Shelf of(String name) {
        return name.equals(sourceName) ? this : new Shelf(name, tools, weight);
    }

    /** All tools by name, also those that nobody has agreed to. */
    List<AgentTool> tools() {
        return tools;
    }

    /** Those that its owner would have to agree to first. */
    List<AgentTool> withheld() {
        return tools.stream().filter(AgentTool::isWithheld).toList();
    }

    Optional<AgentTool> find(String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    /** What is wrong with arguments for one of its tools; empty where nothing is. */
    List<Violation> check(AgentTool tool, JsonNode arguments) {
        return schemas.computeIfAbsent(tool.name(), name -> ArgumentSchema.of(tool.inputSchema()))
                .check(arguments);
    }

    /** How many bytes of JSON it was. */
    int weight() {
        return weight;
    }

    /** What an agent may call, in a format of its own. */
    List<Offer> offers(ToolFormat format) {
        return offers.computeIfAbsent(format, this::offer);
    }

    private List<Offer> offer(ToolFormat format) {
        return tools.stream()
                .filter(AgentTool::isApproved)
                .map(tool -> Offer.of(tool, format.describe(tool, sourceName)))
                .toList();
    }
}
