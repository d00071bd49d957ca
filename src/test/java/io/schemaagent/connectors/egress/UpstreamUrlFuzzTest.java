package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaagent.connectors.fuzz.Chance;
import io.schemaagent.connectors.fuzz.Fuzzing;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class UpstreamUrlFuzzTest {

    private static final Pattern HOST = Pattern.compile("[a-z0-9_][a-z0-9._-]{0,252}|\\[[0-9a-f:.]{2,45}]");

    /** What RFC 3986 allows in a path and a query, and brackets in the latter, which many write and Java allows. */
    private static final Pattern TARGET = Pattern.compile(
            "/(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*+(?:\\?(?:[A-Za-z0-9._~!$&'()*+,;=:@/?\\[\\]-]|%[0-9A-Fa-f]{2})*+)?");

    private static final List<UpstreamUrl> BASES = List.of(
            new UpstreamUrl("https", "mcp.example", 8443, "/base/mcp"),
            new UpstreamUrl("http", "mcp.example", 80, "/"),
            new UpstreamUrl("http", "[::1]", 80, "/a/b/?q=/c"));

    private static String url(Chance chance) {
        return chance.oneOf("http://", "https://", "HTTPS://") + authority(chance) + reference(chance);
    }

    private static String authority(Chance chance) {
        String name = chance.oneOf("", "xn--", "my_") + chance.word() + chance.oneOf("", ".", "-x", ".example");
        String host = chance.oneIn(2) ? name : chance.oneOf("b\u00fccher.example", "127.1", "[2001:DB8::a]", "1.2.3.4");
        return host + (chance.oneIn(3) ? ":" + chance.below(70_000) : "");
    }

    private static String reference(Chance chance) {
        String path = chance.several(4, "/", () -> chance.oneOf("", ".", "..", "%2e%2E", chance.word(), "\u00fc"));
        String query = chance.oneIn(3) ? "?" + chance.several(3, "&", () -> chance.word() + "=" + chance.word()) : "";
        return chance.oneOf("", "/", "/", "//" + chance.word() + ".example/")
                + path
                + query
                + chance.oneOf("", "", "#", "#f");
    }

    /** What everybody who has one relies on. */
    private static void checkForm(UpstreamUrl url) {
        assertThat(url.scheme()).isIn("http", "https");
        assertThat(url.host()).matches(HOST).doesNotContain("..").doesNotEndWith("-");
        assertThat(url.port()).isBetween(1, 65_535);
        assertThat(url.target()).matches(TARGET);
        assertThat(UpstreamUrl.parse(url.toString())).contains(url);
        assertThat(url.isSameAs(url)).isTrue();

        URI java = URI.create(url.toString());
        int port = java.getPort() >= 0 ? java.getPort() : url.isTls() ? 443 : 80;
        assertThat(java.getScheme()).isEqualTo(url.scheme());
        assertThat(java.getRawUserInfo()).isNull();
        assertThat(url.origin()).isEqualTo(url.scheme() + "://" + java.getRawAuthority());
        // Java has neither host nor port where a name is not one of RFC 2396, such as my_server.
        if (java.getHost() != null) {
            assertThat(java.getHost()).isEqualTo(url.host());
            assertThat(port).isEqualTo(url.port());
        }
    }

    @Test
    void readsOnlyUrlsThatCanBeCalledWhateverTheTextIs() {
        Fuzzing.of("urls", UpstreamUrlFuzzTest::url).check("UpstreamUrl.parse takes any text", input -> {
            Optional<UpstreamUrl> url = UpstreamUrl.parse(input);

            url.ifPresent(UpstreamUrlFuzzTest::checkForm);
            return url.isPresent();
        });
    }

    @Test
    void resolvesReferencesAsTheStandardDoes() {
        Fuzzing.of("references", UpstreamUrlFuzzTest::reference).check("UpstreamUrl.resolve takes any text", input -> {
            boolean resolvedAny = false;
            for (UpstreamUrl base : BASES) {
                Optional<UpstreamUrl> resolved = base.resolve(input);
                resolved.ifPresent(url -> {
                    checkForm(url);
                    assertThat(Optional.of(url)).as("%s from %s", input, base).isEqualTo(standard(base, input.strip()));
                });
                resolvedAny |= resolved.isPresent();
            }
            return resolvedAny;
        });
    }

    /** RFC 3986, section 5.2, and the expression in appendix B. */
    private static Optional<UpstreamUrl> standard(UpstreamUrl base, String reference) {
        Matcher parts = Pattern.compile("(?:([^:/?#]+):)?(//[^/?#]*)?([^?#]*)(\\?[^#]*)?(?:#.*)?")
                .matcher(reference);
        if (!parts.matches()) {
            return Optional.empty();
        }
        if (parts.group(1) != null) {
            return UpstreamUrl.parse(reference);
        }
        String path = parts.group(3);
        String query = parts.group(4) == null ? "" : parts.group(4);
        if (parts.group(2) != null) {
            return UpstreamUrl.parse(base.scheme() + ":" + parts.group(2) + path + query);
        }
        String[] target = base.target().split("(?=\\?)", 2);
        if (path.isEmpty()) {
            String inherited = target.length > 1 ? target[1] : "";
            return UpstreamUrl.parse(base.origin() + target[0] + (parts.group(4) == null ? inherited : query));
        }
        String merged = path.startsWith("/") ? path : target[0].substring(0, target[0].lastIndexOf('/') + 1) + path;
        return UpstreamUrl.parse(base.origin() + withoutDots(merged) + query);
    }

    private static String withoutDots(String path) {
        StringBuilder output = new StringBuilder();
        String input = path;
        while (!input.isEmpty()) {
            if (input.startsWith("/./") || input.equals("/.")) {
                input = "/" + input.substring(Math.min(3, input.length()));
            } else if (input.startsWith("/../") || input.equals("/..")) {
                input = "/" + input.substring(Math.min(4, input.length()));
                output.setLength(Math.max(0, output.lastIndexOf("/")));
            } else {
                int next = input.indexOf('/', 1);
                output.append(next < 0 ? input : input.substring(0, next));
                input = next < 0 ? "" : input.substring(next);
            }
        }
        return output.toString();
    }
}
