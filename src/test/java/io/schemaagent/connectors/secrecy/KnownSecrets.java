package io.schemaagent.connectors.secrecy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must not be shown by anything in this run of the tests. Requests that tests send with REST Assured or {@code
 * Application} are looked through by themselves; a fake adds what it issues or asks for.
 */
public final class KnownSecrets {

    /** Shorter values are in many texts that have nothing to do with them. */
    private static final int MIN_LENGTH = 8;

    /** A plain word of less than this, such as the password {@code postgres}, is in many texts as well. */
    private static final int MIN_WORD = 16;

    /** Shorter lines of a PEM file are its frame and its rest. */
    private static final int MIN_PEM_LINE = 40;

    private static final Pattern WORD = Pattern.compile("[A-Za-z]+");
    private static final Pattern PASSWORD_IN_URL = Pattern.compile("://[^/:@]+:([^/@]+)@");

    private static final KnownSecrets OF_THIS_RUN = new KnownSecrets(RunFolder.path());

    private final AppendedFile file;
    private final Set<String> written = ConcurrentHashMap.newKeySet();

    /** Those in this folder, to which more can be added. */
    KnownSecrets(Path folder) {
        file = new AppendedFile(folder.resolve("known-secrets"));
    }

    static KnownSecrets ofThisRun() {
        return OF_THIS_RUN;
    }

    /** Adds a secret that something issues, such as a token or a code of a fake authorization server. */
    public static void add(String value) {
        add("secret that a fake issued", value);
    }

    /** Adds a secret with what it is called when it is found where it should not be. */
    public static void add(String kind, String value) {
        OF_THIS_RUN.put(kind, value);
    }

    /** Adds the credential of an {@code Authorization} header, or of any other header that is secret as a whole. */
    public static void addHeader(String kind, String value) {
        add(kind, RequestSecrets.withoutScheme(value));
    }

    /** Adds what is secret in an operator's settings. */
    public static void addSettings(Map<String, String> settings) {
        for (String key : settings.getOrDefault("TOKEN_ENCRYPTION_KEY", "").split(",", -1)) {
            add("TOKEN_ENCRYPTION_KEY", key);
        }
        add("JWT_SECRET", settings.getOrDefault("JWT_SECRET", ""));
        Matcher password = PASSWORD_IN_URL.matcher(settings.getOrDefault("DATABASE_URL", ""));
        if (password.find()) {
            add("password of DATABASE_URL", password.group(1));
        }
    }

    /** Adds a private key, each line of it, since that is how it would be printed. */
    static void addPem(String kind, String pem) {
        pem.lines().filter(line -> line.length() >= MIN_PEM_LINE).forEach(line -> add(kind, line));
    }

    /** Adds this one where it is distinctive, that is where finding it somewhere means that it got there. */
    void put(String kind, String value) {
        if (isDistinctive(value) && written.add(value)) {
            file.append(kind + " " + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + "\n");
        }
    }

    private static boolean isDistinctive(String value) {
        return value.strip().length() >= MIN_LENGTH
                && (value.length() >= MIN_WORD || !WORD.matcher(value).matches());
    }

    /** All of them, each with its kind. */
    Map<String, String> all() {
        Map<String, String> kinds = new LinkedHashMap<>();
        for (String line : file.text().lines().toList()) {
            int end = line.lastIndexOf(' ');
            byte[] value = Base64.getDecoder().decode(line.substring(end + 1));
            kinds.putIfAbsent(new String(value, StandardCharsets.UTF_8), line.substring(0, end));
        }
        return kinds;
    }
}
