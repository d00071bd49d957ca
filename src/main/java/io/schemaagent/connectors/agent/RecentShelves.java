package io.schemaagent.connectors.agent;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The lists of tools of those users who asked last, as many as there is room for. Safe for several threads. Not Caffeine,
 * which makes a cache by the name of a class that depends on what it is to do: the native executable has not all of them.
 */
final class RecentShelves {

    /** How much larger a list is in memory than as text, read and in two formats. */
    private static final int EXPANSION = 8;

    private final long room;
    private final Map<String, Map<Long, Shelf>> byOwner = new LinkedHashMap<>(16, 0.75f, true);
    private long taken;

    /** Room for so many bytes, about. */
    RecentShelves(long room) {
        this.room = room;
    }

    /** An owner's lists by their versions; none where they are not here. */
    synchronized Map<Long, Shelf> of(String owner) {
        return byOwner.getOrDefault(owner, Map.of());
    }

    /** Keeps an owner's lists in place of those that were here, and makes room by forgetting who has not asked for longest. */
    synchronized void keep(String owner, Map<Long, Shelf> shelves) {
        Map<Long, Shelf> before = byOwner.put(owner, shelves);
        taken += weight(shelves) - (before == null ? 0 : weight(before));
        Iterator<Map<Long, Shelf>> eldest = byOwner.values().iterator();
        while (taken > room && eldest.hasNext()) {
            taken -= weight(eldest.next());
            eldest.remove();
        }
    }

    private static long weight(Map<Long, Shelf> shelves) {
        return EXPANSION * shelves.values().stream().mapToLong(Shelf::weight).sum();
    }
}
