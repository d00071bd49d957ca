package io.schemaagent.connectors.secrecy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds thousands of secrets in megabytes of text in one pass: the last eight bytes at each place are looked up among the
 * ends of all secrets.
 */
final class SecretSearch {

    private static final int END_LENGTH = Long.BYTES;
    private static final int HASH_BITS = 22;

    private final Map<Long, List<Form>> forms = new HashMap<>();
    /** Says of nearly all places that no secret ends there, sooner than the map does. */
    private final BitSet hashes = new BitSet(1 << HASH_BITS);

    private static final class Form {

        private final String kind;
        private final byte[] bytes;

        Form(String kind, String text) {
            this.kind = kind;
            bytes = text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * A secret within a text.
     *
     * @param kind what it is called
     * @param begin the place of its first byte
     * @param end the place after its last byte
     */
    record Hit(String kind, int begin, int end) {}

    /** A search for these secrets, each with its kind. */
    SecretSearch(Map<String, String> secrets) {
        secrets.forEach((secret, kind) -> SecretForms.of(secret).forEach(form -> add(new Form(kind, form))));
    }

    private void add(Form form) {
        if (form.bytes.length < END_LENGTH) {
            return;
        }
        long end = 0;
        for (int i = form.bytes.length - END_LENGTH; i < form.bytes.length; i++) {
            end = next(end, form.bytes[i]);
        }
        forms.computeIfAbsent(end, absent -> new ArrayList<>()).add(form);
        hashes.set(hash(end));
    }

    private static long next(long window, byte one) {
        return (window << Byte.SIZE) | Byte.toUnsignedLong(one);
    }

    private static int hash(long window) {
        return (int) ((window * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - HASH_BITS));
    }

    /** All places where one of the secrets is, by where they end. */
    List<Hit> in(byte[] text) {
        List<Hit> hits = new ArrayList<>();
        long window = 0;
        for (int i = 0; i < text.length; i++) {
            window = next(window, text[i]);
            if (hashes.get(hash(window))) {
                addHits(text, i + 1, forms.getOrDefault(window, List.of()), hits);
            }
        }
        return hits;
    }

    private static void addHits(byte[] text, int end, List<Form> candidates, List<Hit> hits) {
        for (Form form : candidates) {
            int begin = end - form.bytes.length;
            if (begin >= 0 && Arrays.equals(text, begin, end, form.bytes, 0, form.bytes.length)) {
                hits.add(new Hit(form.kind, begin, end));
            }
        }
    }
}
