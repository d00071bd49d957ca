package io.schemaagent.connectors.rotation;

import java.util.List;

/**
 * A process that serves, by what it says of its keys.
 *
 * @param keys the fingerprints of all keys that it can open tokens of
 * @param sealing the one that it has been sealing with for a while; another one, or none of these, where it has only just
 *     changed
 */
record Replica(List<String> keys, String sealing) {

    Replica {
        keys = List.copyOf(keys);
    }

    boolean opens(String key) {
        return keys.contains(key);
    }

    boolean sealsWith(String key) {
        return key.equals(sealing);
    }
}
