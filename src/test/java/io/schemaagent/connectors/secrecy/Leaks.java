package io.schemaagent.connectors.secrecy;

import io.schemaagent.connectors.secrecy.SecretSearch.Hit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where secrets were shown, told without showing them again.
 *
 * @param places one sentence each
 * @param secrets how many were looked for
 * @param bytes how much was looked through
 */
record Leaks(List<String> places, int secrets, long bytes) {

    /** So much of a line around the secret as tells where it comes from. */
    private static final int CONTEXT = 150;

    /** One mistake can leak thousands of times. */
    private static final int MAX_PER_FILE = 20;

    /** All of these secrets in all of this evidence. */
    static Leaks of(KnownSecrets known, Evidence evidence) {
        Map<String, String> secrets = known.all();
        SecretSearch search = new SecretSearch(secrets);
        List<String> places = new ArrayList<>();
        long bytes = 0;
        for (Path file : evidence.files()) {
            byte[] text = read(file);
            bytes += text.length;
            places.addAll(describe(file.getFileName().toString(), text, search.in(text)));
        }
        return new Leaks(places, secrets.size(), bytes);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One sentence for each kind in each line. */
    private static Collection<String> describe(String file, byte[] text, List<Hit> hits) {
        byte[] masked = text.clone();
        hits.forEach(hit -> mask(hit, masked));
        Map<String, String> places = new LinkedHashMap<>();
        int line = 1;
        int counted = 0;
        for (Hit hit : hits) {
            for (; counted < hit.end(); counted++) {
                line += text[counted] == '\n' ? 1 : 0;
            }
            if (places.size() < MAX_PER_FILE) {
                places.putIfAbsent(
                        hit.kind() + line,
                        "%s, line %d, shows: %s: …%s…".formatted(file, line, hit.kind(), around(hit, masked)));
            }
        }
        return places.values();
    }

    private static void mask(Hit hit, byte[] text) {
        Arrays.fill(text, hit.begin(), hit.end(), (byte) '*');
        if (hit.end() - hit.begin() >= SecretForms.MAX_LENGTH) {
            // Only its end was looked for.
            for (int i = hit.begin() - 1; i >= 0 && text[i] > ' ' && text[i] != '"'; i--) {
                text[i] = '*';
            }
        }
    }

    private static String around(Hit hit, byte[] masked) {
        int begin = hit.begin();
        while (begin > 0 && masked[begin - 1] != '\n' && hit.begin() - begin < CONTEXT) {
            begin--;
        }
        int end = hit.end();
        while (end < masked.length && masked[end] != '\n' && end - hit.end() < CONTEXT) {
            end++;
        }
        return new String(masked, begin, end - begin, StandardCharsets.UTF_8);
    }
}
