package io.schemaagent.connectors.agent.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.agent.AgentTools;
import io.schemaagent.connectors.agent.CallView;
import io.schemaagent.connectors.agent.ProgressListener;
import io.schemaagent.connectors.json.RawJson;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Tools of one user, of which each call gives its arguments back, or fails as it is told. */
final class FakeAgentTools implements AgentTools {

    static final String OWNER = "owner";

    final List<String> names = new ArrayList<>();
    final Map<String, Throwable> failures = new TreeMap<>();
    JsonNode structured;

    /** How far each call says that it is before it comes to something. */
    final List<Double> steps = new ArrayList<>();

    /** What calls wait for, null for nothing. */
    Uni<Void> slow;

    /** Whether the last caller wanted to hear how far its call is. */
    boolean wanted;

    FakeAgentTools with(String... more) {
        names.addAll(List.of(more));
        return this;
    }

    @Override
    public Uni<List<Listed>> list(String owner) {
        List<String> seen = owner.equals(OWNER) ? names : List.of();
        return Uni.createFrom().item(seen.stream().map(FakeAgentTools::listed).toList());
    }

    private static Listed listed(String name) {
        String json = "{\"name\":\"" + name + "\",\"inputSchema\":{\"type\":\"object\"}}";
        return new Listed(name, new RawJson(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Uni<CallView> call(String owner, String name, ObjectNode arguments, Optional<ProgressListener> listener) {
        wanted = listener.isPresent();
        listener.ifPresent(
                hears -> steps.forEach(step -> hears.heard(step, OptionalDouble.of(10), Optional.of("step " + step))));
        if (slow != null) {
            return slow.map(done -> answer(name, arguments));
        }
        return failures.containsKey(name)
                ? Uni.createFrom().failure(failures.get(name))
                : Uni.createFrom().item(answer(name, arguments));
    }

    private CallView answer(String name, ObjectNode arguments) {
        ObjectNode text = JsonNodeFactory.instance.objectNode().put("type", "text");
        text.put("text", name + " of " + arguments);
        return new CallView(JsonNodeFactory.instance.arrayNode().add(text), structured, false, null, 1);
    }
}
