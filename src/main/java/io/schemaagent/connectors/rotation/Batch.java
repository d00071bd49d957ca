package io.schemaagent.connectors.rotation;

import io.schemaagent.connectors.credential.Credentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Some rows, by what is to become of them.
 *
 * @param current how many need nothing
 * @param renewed what is to be written
 * @param unreadable those that no key opens
 */
record Batch(int current, List<Renewed> renewed, List<SealedRow> unreadable) {

    /** A row with its new token. */
    record Renewed(SealedRow row, String token) {}

    Batch {
        renewed = List.copyOf(renewed);
        unreadable = List.copyOf(unreadable);
    }

    static Batch of(List<SealedRow> rows, Credentials credentials) {
        List<Renewed> renewed = new ArrayList<>();
        List<SealedRow> unreadable = new ArrayList<>();
        int current = 0;
        for (SealedRow row : rows) {
            if (credentials.isCurrent(row.token())) {
                current++;
                continue;
            }
            Optional<String> token = credentials.reseal(row.token());
            if (token.isPresent()) {
                renewed.add(new Renewed(row, token.get()));
            } else {
                unreadable.add(row);
            }
        }
        return new Batch(current, renewed, unreadable);
    }

    /** What came of it, once it is known how many rows were written. */
    Count count(int written) {
        return new Count(written, current, unreadable.size(), renewed.size() - written);
    }
}
