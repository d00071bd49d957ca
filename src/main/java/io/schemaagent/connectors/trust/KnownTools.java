package io.schemaagent.connectors.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The tools of one server with what their owner has said to them: those that it lists, and those that it listed before.
 * Never changes; each step makes another one.
 */
public final class KnownTools {

    /** So many tools that are gone are remembered; no server lists more. */
    static final int MAX_ABSENT = 1_000;

    private final List<KnownTool> listed;
    private final List<AbsentTool> absent;

    KnownTools(List<KnownTool> listed, List<AbsentTool> absent) {
        this.listed = List.copyOf(listed);
        this.absent = List.copyOf(absent);
    }

    /** Tools of a server that its owner is about to save, looking at them: all are agreed to. */
    public static KnownTools first(Collection<? extends JsonNode> discovered) {
        return new KnownTools(
                named(discovered).map(tool -> KnownTool.approved(tool, true)).toList(), List.of());
    }

    /**
     * Tools as they were stored.
     *
     * @param tools the list that is served; a tool without a state is agreed to
     * @param pins what {@link #pins()} gave
     */
    public static KnownTools read(JsonNode tools, JsonNode pins) {
        StoredPins stored = StoredPins.read(pins);
        return new KnownTools(named(tools).map(stored::join).toList(), stored.absent());
    }

    /** Tools that another service stored, which knew no states and kept of a definition only what it needed. */
    public static KnownTools readOfOthers(JsonNode tools, JsonNode pins) {
        KnownTools read = read(tools, pins);
        return new KnownTools(read.listed.stream().map(KnownTool::asPart).toList(), read.absent);
    }

    private static Stream<ObjectNode> named(Iterable<? extends JsonNode> tools) {
        return StreamSupport.stream(tools.spliterator(), false)
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .filter(tool -> !KnownTool.nameOf(tool).isEmpty());
    }

    /** Those that the server lists, in its order. */
    public List<KnownTool> listed() {
        return listed;
    }

    public Optional<KnownTool> find(String name) {
        return listed.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    /** What the server lists now: what its owner has not agreed to is withheld, unless the policy is another one. */
    public Rediscovery rediscovered(Collection<? extends JsonNode> discovered, ChangePolicy policy) {
        Map<String, KnownTool> before = byName(listed);
        Map<String, AbsentTool> gone = absentByName();
        Map<String, KnownTool> now = byName(named(discovered)
                .map(tool -> met(tool, before.get(KnownTool.nameOf(tool)), gone.get(KnownTool.nameOf(tool)), policy))
                .toList());
        KnownTools tools = new KnownTools(List.copyOf(now.values()), remembered(now.keySet()));
        return new Rediscovery(
                tools, countNew(ToolState.CHANGED, tools, before), countNew(ToolState.PENDING, tools, before));
    }

    private static KnownTool met(ObjectNode tool, KnownTool before, AbsentTool gone, ChangePolicy policy) {
        ToolDefinition definition = ToolDefinition.of(tool);
        boolean enabled = before == null ? gone == null || gone.enabled() : before.isEnabled();
        Optional<Pin> approved =
                before == null ? Optional.ofNullable(gone).flatMap(AbsentTool::approved) : before.approved();
        boolean agreed = policy == ChangePolicy.ALLOW
                || approved.filter(pin -> pin.covers(definition)).isPresent();
        return new KnownTool(tool, definition, enabled, agreed ? Optional.of(Pin.of(definition)) : approved);
    }

    /** Who floods us with names pushes out none that its owner has switched off, and of the others the oldest. */
    private List<AbsentTool> remembered(Set<String> present) {
        return Stream.concat(listed.stream().map(AbsentTool::of), absent.stream())
                .filter(tool -> !present.contains(tool.name()))
                .filter(AbsentTool::isWorthKeeping)
                .sorted(Comparator.comparing(AbsentTool::enabled))
                .limit(MAX_ABSENT)
                .toList();
    }

    private static int countNew(ToolState state, KnownTools now, Map<String, KnownTool> before) {
        return (int) now.listed.stream()
                .filter(tool -> tool.state() == state)
                .filter(tool -> !before.containsKey(tool.name())
                        || before.get(tool.name()).agreement() != state)
                .count();
    }

    private static Map<String, KnownTool> byName(List<KnownTool> tools) {
        Map<String, KnownTool> named = new LinkedHashMap<>();
        tools.forEach(tool -> named.putIfAbsent(tool.name(), tool));
        return named;
    }

    private Map<String, AbsentTool> absentByName() {
        Map<String, AbsentTool> named = new LinkedHashMap<>();
        absent.forEach(tool -> named.putIfAbsent(tool.name(), tool));
        return named;
    }

    /** With the owner's agreement to tools as they are now; one that is switched off stays so. */
    public KnownTools approve(Predicate<KnownTool> which) {
        return with(which, KnownTool::approve);
    }

    /** With a tool switched on or off. */
    public KnownTools enable(String name, boolean on) {
        return with(tool -> tool.name().equals(name), tool -> tool.enable(on));
    }

    private KnownTools with(Predicate<KnownTool> which, UnaryOperator<KnownTool> change) {
        return new KnownTools(
                listed.stream()
                        .map(tool -> which.test(tool) ? change.apply(tool) : tool)
                        .toList(),
                absent);
    }

    /** The list to be stored, as it is served. */
    public ArrayNode tools() {
        ArrayNode tools = JsonNodeFactory.instance.arrayNode();
        listed.forEach(tool -> tools.add(tool.json()));
        return tools;
    }

    /** What is to be stored beside it. */
    public ArrayNode pins() {
        return StoredPins.write(listed, absent);
    }
}
