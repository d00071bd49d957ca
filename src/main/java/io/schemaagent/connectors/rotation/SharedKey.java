package io.schemaagent.connectors.rotation;

import java.util.List;

/** Which key to seal with, so that whoever gets to read it can open it. */
final class SharedKey {

    private SharedKey() {}

    /**
     * The first key that all others can open, too; our first one where there is none.
     *
     * @param keys ours, by fingerprint, in the operator's order
     */
    static String of(List<String> keys, List<Replica> others) {
        return keys.stream().filter(key -> isShared(key, others)).findFirst().orElse(keys.get(0));
    }

    static boolean isShared(String key, List<Replica> others) {
        return others.stream().allMatch(other -> other.opens(key));
    }
}
