package io.schemaagent.connectors.rotation;

import java.util.List;

/**
 * A row as it was read.
 *
 * @param key the values of its primary key
 * @param token the Fernet token that it had then
 */
record SealedRow(List<Object> key, String token) {

    SealedRow {
        key = List.copyOf(key);
    }

    /** The key alone, for people to find it by. */
    @Override
    public String toString() {
        return key.size() == 1 ? key.get(0).toString() : key.toString();
    }
}
