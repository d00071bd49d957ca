package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamUrlTest {

    private static UpstreamUrl url(String text) {
        return UpstreamUrl.parse(text).orElseThrow();
    }

    @Test
    void readsEveryPart() {
        assertThat(url("https://mcp.example:8443/a/b?c=d&e"))
                .isEqualTo(new UpstreamUrl("https", "mcp.example", 8443, "/a/b?c=d&e"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://mcp.example, http://mcp.example/",
        "https://mcp.example, https://mcp.example/",
        "HTTPS://MCP.Example/Path, https://mcp.example/Path",
        "'  https://mcp.example/ ', https://mcp.example/",
        "https://mcp.example:443/, https://mcp.example/",
        "http://mcp.example:80/, http://mcp.example/",
        "https://mcp.example:80/, https://mcp.example:80/",
        "http://mcp.example:00080/, http://mcp.example/",
        "http://mcp.example:1/, http://mcp.example:1/",
        "http://mcp.example:65535/, http://mcp.example:65535/",
        "http://mcp.example?q=1, http://mcp.example/?q=1",
        "http://mcp.example/p?, http://mcp.example/p?",
        "http://mcp.example/p#fragment, http://mcp.example/p",
        "http://mcp.example#fragment, http://mcp.example/",
        "http://mcp.example/%41%2f?%20, http://mcp.example/%41%2f?%20",
        "http://mcp.example/@user:x, http://mcp.example/@user:x",
        "http://my_server/, http://my_server/",
        "http://localhost/, http://localhost/",
        "http://mcp.example./, http://mcp.example./",
        "http://127.0.0.1/, http://127.0.0.1/",
        "http://127.1/, http://127.1/",
        "http://[::1]:8080/x, http://[::1]:8080/x",
        "http://[2001:DB8::A]/, http://[2001:db8::a]/",
        "http://[::ffff:127.0.0.1]/, http://[::ffff:127.0.0.1]/"
    })
    void readsWhatUsersPaste(String text, String canonical) {
        assertThat(UpstreamUrl.parse(text)).map(UpstreamUrl::toString).contains(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "http://b\u00fccher.example:8080/, http://xn--bcher-kva.example:8080/",
        "http://\ud83d\udca9.la/, http://xn--ls8h.la/",
        "http://\u00df.example/, http://ss.example/",
        "http://mcp.example/\u00fc?\u00f6=\u00e4, http://mcp.example/%C3%BC?%C3%B6=%C3%A4",
        // Full-width digits and dots, and circled ones, are digits and dots to a resolver that normalizes.
        "http://\uff11\uff12\uff17\u3002\uff10\u3002\uff10\u3002\uff11/, http://127.0.0.1/",
        "http://\u2460\u2461\u2466.\u24ea.\u24ea.\u2460/, http://127.0.0.1/",
        "http://a\u00ad.example/, http://a.example/"
    })
    void writesEverythingInAscii(String text, String canonical) {
        assertThat(UpstreamUrl.parse(text)).map(UpstreamUrl::toString).contains(canonical);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "mcp.example",
                "mcp.example/mcp",
                "mcp.example:443",
                "//mcp.example/",
                "/mcp",
                "ftp://mcp.example/",
                "ws://mcp.example/",
                "file:///etc/passwd",
                "gopher://mcp.example/",
                "javascript:alert(1)",
                "data:text/plain,x",
                "http:",
                "http:/",
                "http://",
                "http:///path",
                "http://:80/",
                "http://?q",
                "http://#f",
                "http:mcp.example",
                "https:/mcp.example/",
                "http\\://mcp.example/"
            })
    void refusesWhatIsNoAbsoluteHttpUrl(String text) {
        assertThat(UpstreamUrl.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user@mcp.example/",
                "http://user:password@mcp.example/",
                "http://@mcp.example/",
                "http://:@mcp.example/",
                "http://mcp.example@127.0.0.1/",
                "http://a@b@mcp.example/",
                "http://user%40mcp.example@127.0.0.1/",
                "http://user@[::1]/"
            })
    void refusesUserInformation(String text) {
        assertThat(UpstreamUrl.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://mcp.example:/",
                "http://mcp.example:0/",
                "http://mcp.example:65536/",
                "http://mcp.example:99999/",
                "http://mcp.example:99999999999/",
                "http://mcp.example:-1/",
                "http://mcp.example:+80/",
                "http://mcp.example:abc/",
                "http://mcp.example:80:80/",
                "http://mcp.example:\uff18\uff10/",
                "http://[::1]:0/",
                "http://[::1]80/"
            })
    void refusesPortsThatCannotBe(String text) {
        assertThat(UpstreamUrl.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://mcp example/",
                "http://mcp\texample/",
                "http://mcp.example\\@evil.example/",
                "http://mcp.example\\evil/",
                "http://127.0.0.%31/",
                "http://%6d%63%70.example/",
                "http://mcp%2eexample/",
                "http://mcp%00.example/",
                "http://mcp..example/",
                "http://.mcp.example/",
                "http://./",
                "http://../",
                "http://mcp.example../",
                "http://-mcp.example/",
                "http://mcp.example-/",
                "http://mcp!example/",
                "http://mcp$example/",
                "http://mcp*/",
                "http://*.example/",
                "http://mcp,example/",
                "http://mcp;example/",
                "http://mcp'example/",
                "http://mcp(example)/",
                "http://mcp|example/",
                "http://<mcp>/",
                "http://mcp\uff0fevil.example/",
                "http://mcp\uff20evil.example/",
                "http://mcp\uff1a80/",
                "http://mcp\u1fefexample/",
                "http://mcp\u2024./",
                "http://mcp.\u2024example/",
                "http://\u00ad/",
                "http://xn--/"
            })
    void refusesHostsThatAreNoNames(String text) {
        assertThat(UpstreamUrl.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://[]/",
                "http://[::1/",
                "http://::1/",
                "http://::1]/",
                "http://[1::2::3]/",
                "http://[12345::]/",
                "http://[127.0.0.1]/",
                "http://[mcp.example]/",
                "http://[fe80::1%eth0]/",
                "http://[fe80::1%25eth0]/",
                "http://[::1%1]/",
                "http://[v1.x]/",
                "http://[64:ff9b::127.0.0.1]/",
                "http://[::f:4967296255.]/",
                "http://x[::1]/"
            })
    void refusesBracketsAroundAnythingButAnIpv6Address(String text) {
        assertThat(UpstreamUrl.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://mcp.example/a b",
                "http://mcp.example/a\tb",
                "http://mcp.example/a\r\nHost: evil",
                "http://mcp.example/\u0000",
                "http://mcp.example/\u007f",
                "http://mcp.example/a\\b",
                "http://mcp.example/%zz",
                "http://mcp.example/%",
                "http://mcp.example/|",
                "http://mcp.example/\"",
                "http://mcp.example/<x>",
                "http://mcp.example/{x}",
                "http://mcp.example/^",
                "http://mcp.example/[x]",
                "http://mcp.example/#a#b",
                "http://mcp.example/?`"
            })
    void refusesWhatCannotStandInAPath(String text) {
        assertThat(UpstreamUrl.parse(text)).isEmpty();
    }

    @Test
    void refusesWhatBecomesIllegalByNormalization() {
        assertThat(UpstreamUrl.parse("http://mcp.example/\u1fef")).isEmpty();
        assertThat(UpstreamUrl.parse("http://mcp.example/?q=\u1fef")).isEmpty();
    }

    @Test
    void refusesHalfACharacter() {
        assertThat(UpstreamUrl.parse("http://mcp.example/\ud800")).isEmpty();
        assertThat(UpstreamUrl.parse("http://mcp.example/\udc00\ud800")).isEmpty();
        assertThat(UpstreamUrl.parse("http://\ud800.example/")).isEmpty();
    }

    @Test
    void refusesNamesThatAreTooLong() {
        String label = "a".repeat(63);

        assertThat(UpstreamUrl.parse("http://" + label + "/")).isPresent();
        assertThat(UpstreamUrl.parse("http://" + label + "a/")).isEmpty();
        assertThat(UpstreamUrl.parse("http://" + (label + ".").repeat(3) + "a".repeat(61) + "/"))
                .isPresent();
        assertThat(UpstreamUrl.parse("http://" + (label + ".").repeat(3) + "a".repeat(62) + "/"))
                .isEmpty();
    }

    @Test
    void readsUrlsOfAnyLength() {
        String text = "https://mcp.example/" + "p".repeat(480);

        assertThat(text).hasSize(500);
        assertThat(url(text)).hasToString(text);
        assertThat(UpstreamUrl.parse(text.repeat(1000))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "https://mcp.example/a?b, https://mcp.example",
        "https://mcp.example:443/, https://mcp.example",
        "http://mcp.example:80/, http://mcp.example",
        "http://mcp.example:443/, http://mcp.example:443",
        "https://MCP.example:8443/, https://mcp.example:8443",
        "http://[::1]:8080/, http://[::1]:8080"
    })
    void hasAnOriginWithThePortOnlyWhereItIsNotTheDefault(String text, String origin) {
        assertThat(url(text).origin()).isEqualTo(origin);
    }

    @Test
    void knowsWhetherItIsTls() {
        assertThat(url("https://mcp.example/").isTls()).isTrue();
        assertThat(url("http://mcp.example/").isTls()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://mcp.example, http://mcp.example/",
        "http://mcp.example/mcp, http://mcp.example/mcp/",
        "https://mcp.example:443/mcp, https://MCP.example/mcp#f",
        "http://mcp.example/?q, http://mcp.example?q"
    })
    void isTheSameWithOrWithoutASlashAtTheEnd(String one, String other) {
        assertThat(url(one).isSameAs(url(other))).isTrue();
        assertThat(url(other).isSameAs(url(one))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://mcp.example/, https://mcp.example/",
        "http://mcp.example/, http://mcp.example:8080/",
        "http://mcp.example/mcp, http://mcp.example/MCP",
        "http://mcp.example/mcp, http://mcp.example/mcp?q",
        "http://mcp.example/mcp//, http://mcp.example/mcp",
        "http://mcp.example/, http://mcp.example./"
    })
    void isNotTheSameWhereAnythingElseDiffers(String one, String other) {
        assertThat(url(one).isSameAs(url(other))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://mcp.example, http://mcp.example/mcp/tools",
        "http://mcp.example/, http://mcp.example/mcp/tools",
        "http://mcp.example/base, http://mcp.example/base/mcp/tools",
        "http://mcp.example/base/, http://mcp.example/base/mcp/tools",
        "http://mcp.example/base?key=1, http://mcp.example/base/mcp/tools",
        "http://mcp.example/base/?key=/, http://mcp.example/base/mcp/tools",
        "http://mcp.example?key=1, http://mcp.example/mcp/tools"
    })
    void appendsSegmentsToThePathAndLeavesTheQueryBehind(String text, String expected) {
        assertThat(url(text).append("/mcp/tools")).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://other.example/x?y, https://other.example/x?y",
        "HTTP://Other.Example:80/, http://other.example/",
        "//other.example:444/x, https://other.example:444/x",
        "/login?next=1, https://mcp.example:8443/login?next=1",
        "login, https://mcp.example:8443/base/login",
        "../login, https://mcp.example:8443/login",
        "../../login, https://mcp.example:8443/login",
        "/a/./b/../login, https://mcp.example:8443/a/login",
        "a//b/.., https://mcp.example:8443/base/a//",
        ".., https://mcp.example:8443/",
        "?session=1, https://mcp.example:8443/base/mcp?session=1",
        "'', https://mcp.example:8443/base/mcp?key=/",
        "#f, https://mcp.example:8443/base/mcp?key=/"
    })
    void resolvesReferencesInAnswers(String reference, String url) {
        UpstreamUrl base = url("https://mcp.example:8443/base/mcp?key=/");

        assertThat(base.resolve(reference)).map(UpstreamUrl::toString).contains(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://other.example/",
                "https://user:geheim@other.example/",
                "https:///path",
                "///path",
                "https://other.example:0/",
                "mailto:a@other.example",
                "http://[",
                "//[::f:4967296255.]/",
                "a b"
            })
    void resolvesNothingThatCannotBeCalled(String reference) {
        UpstreamUrl base =
                UpstreamUrl.parse("https://mcp.example:8443/base/mcp").orElseThrow();

        assertThat(base.resolve(reference)).isEmpty();
    }
}
