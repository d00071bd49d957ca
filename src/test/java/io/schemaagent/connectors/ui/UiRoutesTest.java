package io.schemaagent.connectors.ui;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.DecoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UiRoutesTest {

    private static final Pattern BUNDLE = Pattern.compile("assets/app-[A-Z0-9]{8}\\.js");
    private static final int KIBIBYTE = 1024;

    /** As browsers do: packed, and not unpacked by REST Assured. */
    private static Response get(String path, String encoding) {
        return given().config(RestAssuredConfig.config()
                        .decoderConfig(DecoderConfig.decoderConfig().noContentDecoders()))
                .header("Accept-Encoding", encoding)
                .get(path);
    }

    private static String bundle() {
        Matcher address = BUNDLE.matcher(given().get("/ui/").asString());
        assertThat(address.find()).as("the page has a bundle").isTrue();
        return "/ui/" + address.group();
    }

    @Test
    void servesThePageUnderAStrictPolicy() {
        String policy = given().get("/ui/")
                .then()
                .statusCode(200)
                .header("Content-Type", "text/html; charset=utf-8")
                .header("Cache-Control", "no-cache")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .extract()
                .header("Content-Security-Policy");

        assertThat(policy)
                .contains("default-src 'none'", "script-src 'self';", "connect-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*", "http");
    }

    @Test
    void leadsToThePageFromItsAddressWithoutASlash() {
        given().redirects().follow(false).get("/ui").then().statusCode(308).header("Location", "ui/");
    }

    @Test
    void letsTheBundleBeKeptForEver() {
        Response packed = get(bundle(), "gzip, br");
        Response plain = get(bundle(), "identity");

        packed.then()
                .statusCode(200)
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .header("Content-Encoding", "gzip")
                .header("Vary", equalTo("accept-encoding"))
                .header("Access-Control-Allow-Origin", "*");
        plain.then().statusCode(200).header("Cache-Control", containsString("immutable"));
        assertThat(packed.asByteArray()).hasSizeLessThan(plain.asByteArray().length / 2);
    }

    @Test
    void loadsLessThanAHundredKilobytes() {
        int size = get(bundle(), "gzip").asByteArray().length;

        System.out.println("The screens are " + size + " bytes of packed script");
        assertThat(size).isLessThan(100 * KIBIBYTE);
    }

    @Test
    void givesOtherPagesAScriptOfANameThatStays() {
        String tag = given().get("/ui/mcp-connectors.js")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-cache")
                .header("Content-Type", "text/javascript; charset=utf-8")
                .header("Access-Control-Allow-Origin", "*")
                .body(matchesPattern("export \\* from '\\./assets/app-[A-Z0-9]{8}\\.js';\n"))
                .extract()
                .header("ETag");

        given().header("If-None-Match", tag).get("/ui/mcp-connectors.js").then().statusCode(304);
    }

    @Test
    void answersAProblemForFilesThatAreNotThere() {
        given().get("/ui/assets/app-00000000.js")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .header("Cache-Control", not(containsString("immutable")));
    }
}
