package io.schemaagent.connectors.mcp.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads one value of {@code WWW-Authenticate}, whatever is in it, in one pass. A comma divides both challenges and their
 * parameters, so what follows one is a parameter where a {@code =} comes next, otherwise a scheme.
 */
final class ChallengeParser {

    private static final int MAX_LENGTH = 8 * 1024;
    private static final int MAX_NAME_LENGTH = 64;
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
    private static final String TOKEN68_MARKS = "-._~+/";

    private final String text;
    private final List<Challenge> challenges = new ArrayList<>(1);
    private int position;
    private String scheme;
    private Map<String, String> parameters = new LinkedHashMap<>();

    ChallengeParser(String text) {
        this.text = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
    }

    List<Challenge> parse() {
        while (position < text.length()) {
            int start = position;
            skip(" \t,");
            readElement();
            if (position == start) {
                // Nothing that belongs here, so neither does what follows up to the next comma.
                skipElement();
            }
        }
        endChallenge();
        return challenges;
    }

    private void readElement() {
        String word = token();
        if (word.isEmpty()) {
            return;
        }
        int afterWord = position;
        skip(" \t");
        if (scheme != null && at('=')) {
            position++;
            skip(" \t");
            String value = at('"') ? quotedText() : token();
            parameters.putIfAbsent(shortened(word.toLowerCase(Locale.ROOT)), value);
            return;
        }
        beginChallenge(word);
        if (position > afterWord) {
            skipToken68();
        }
    }

    private void beginChallenge(String name) {
        endChallenge();
        scheme = shortened(name);
        parameters = new LinkedHashMap<>();
    }

    private void endChallenge() {
        if (scheme != null) {
            challenges.add(new Challenge(scheme, parameters));
        }
    }

    /** A blob instead of parameters, as in {@code Negotiate dG9rZW4=}; a parameter has its value behind the {@code =}. */
    private void skipToken68() {
        int end = position;
        while (end < text.length() && (isLetterOrDigit(text.charAt(end)) || isOneOf(TOKEN68_MARKS, text.charAt(end)))) {
            end++;
        }
        while (end < text.length() && text.charAt(end) == '=') {
            end++;
        }
        int next = end;
        while (next < text.length() && isOneOf(" \t", text.charAt(next))) {
            next++;
        }
        if (end > position && (next == text.length() || text.charAt(next) == ',')) {
            position = end;
        }
    }

    private String token() {
        int start = position;
        while (position < text.length()
                && (isLetterOrDigit(text.charAt(position)) || isOneOf(TOKEN_MARKS, text.charAt(position)))) {
            position++;
        }
        return text.substring(start, position);
    }

    private String quotedText() {
        StringBuilder value = new StringBuilder();
        for (position++; position < text.length() && !at('"'); position++) {
            if (at('\\') && position + 1 < text.length()) {
                position++;
            }
            value.append(text.charAt(position));
        }
        position = Math.min(position + 1, text.length());
        return value.toString();
    }

    private void skipElement() {
        int comma = text.indexOf(',', position);
        position = comma < 0 ? text.length() : comma + 1;
    }

    private boolean at(char expected) {
        return position < text.length() && text.charAt(position) == expected;
    }

    private void skip(String characters) {
        while (position < text.length() && isOneOf(characters, text.charAt(position))) {
            position++;
        }
    }

    private static String shortened(String name) {
        return name.length() > MAX_NAME_LENGTH ? name.substring(0, MAX_NAME_LENGTH) : name;
    }

    private static boolean isOneOf(String characters, char character) {
        return characters.indexOf(character) >= 0;
    }

    private static boolean isLetterOrDigit(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9');
    }
}
