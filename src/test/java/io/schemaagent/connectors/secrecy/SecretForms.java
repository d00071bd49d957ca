package io.schemaagent.connectors.secrecy;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;

/** How one secret can look in a text. */
final class SecretForms {

    /** The end of a long secret, which no other has, is enough to find it and less to look for. */
    static final int MAX_LENGTH = 64;

    private SecretForms() {}

    /** As it is, within JSON, within a URL and within Base64, where these differ. */
    static Set<String> of(String secret) {
        String end = secret.substring(Math.max(0, secret.length() - MAX_LENGTH));
        String inUrl = URLEncoder.encode(end, StandardCharsets.UTF_8);
        Set<String> forms = new LinkedHashSet<>();
        forms.add(end);
        forms.add(new String(JsonStringEncoder.getInstance().quoteAsString(end)));
        forms.add(inUrl);
        forms.add(inUrl.replace("+", "%20"));
        for (int before = 0; before < 3; before++) {
            String encoded = inBase64(before, end.getBytes(StandardCharsets.UTF_8));
            forms.add(encoded);
            forms.add(encoded.replace('+', '-').replace('/', '_'));
        }
        return forms;
    }

    /**
     * The characters of Base64 that these bytes alone decide, where so many others stand before them: three bytes become
     * four characters, and a character can be part of two bytes.
     */
    private static String inBase64(int before, byte[] bytes) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        byte[] encoded = Base64.getEncoder().withoutPadding().encode(shifted);
        int begin = (before * 8 + 5) / 6;
        int end = shifted.length * 8 / 6;
        return new String(Arrays.copyOfRange(encoded, begin, end), StandardCharsets.US_ASCII);
    }
}
