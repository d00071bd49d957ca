package io.schemaagent.connectors.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.problem.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialRulesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOT_ONE_LINE = "must not contain line breaks or characters outside Latin-1";

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    private static ObjectNode anObject() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static List<Violation> check(String authConfig) {
        return CredentialRules.check(json(authConfig));
    }

    private static Violation violation(String field, String message) {
        return Violation.inBody(field, message);
    }

    @Test
    void acceptsNone() {
        assertThat(CredentialRules.check(null)).isEmpty();
        assertThat(CredentialRules.check(NullNode.getInstance())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'access_token':'ya29.a-b_c','refresh_token':'1//r','expires_at':1767225600}",
                "{'token':'t','bearer_token':'b','scope':['a','b']}",
                "{'api_key':'k','header_name':'X-Key','prefix':'Bearer '}",
                "{'api_key':null,'header_name':null,'prefix':null,'access_token':null,'headers':null}",
                "{'headers':{}}",
                "{'headers':{'X-Team':'a\\tb','Authorization':'Basic eDp5','Cookie':'a=b','User-Agent':'me'}}",
                "{'api_key':'\u00e4\u00ff\u0080'}",
                "{'api_key':''}"
            })
    void acceptsWhatCanBeUsed(String authConfig) {
        assertThat(check(authConfig)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'geheim'", "42", "true", "[]", "['geheim']"})
    void wantsAnObject(String authConfig) {
        assertThat(check(authConfig)).containsExactly(violation("auth_config", "must be an object"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"api_key", "header_name", "prefix", "access_token", "token", "bearer_token", "refresh_token"})
    void wantsTextWhereTextIsMeant(String field) {
        Violation expected = violation("auth_config." + field, "must be a string");

        assertThat(check("{'" + field + "':42}")).containsExactly(expected);
        assertThat(check("{'" + field + "':true}")).containsExactly(expected);
        assertThat(check("{'" + field + "':['geheim']}")).contains(expected);
        assertThat(check("{'" + field + "':{'geheim':1}}")).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api_key", "prefix", "access_token", "token", "bearer_token", "refresh_token"})
    void wantsOneLineOfLatin1(String field) {
        for (String bad :
                List.of("a\nb", "a\rb", "a\r\nX: b", "a\n", "\u0000", "\u007f", "\u001b", "\u20ac", "\u2028")) {
            assertThat(CredentialRules.check(anObject().put(field, bad)))
                    .containsExactly(violation("auth_config." + field, NOT_ONE_LINE));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "X Key", "X-Key:", "X-Key\n", "X-Key\r\nX-Other", "X-Schl\u00fcssel", "(x)", "x@y"})
    void wantsAHeaderNameThatHttpKnows(String name) {
        Violation expected = violation("auth_config.header_name", "must be a valid HTTP header name");

        assertThat(CredentialRules.check(anObject().put("header_name", name))).contains(expected);
    }

    @Test
    void limitsTheLengthOfHeaderNames() {
        assertThat(CredentialRules.check(anObject().put("header_name", "x".repeat(128))))
                .isEmpty();
        assertThat(CredentialRules.check(anObject().put("header_name", "x".repeat(129))))
                .containsExactly(violation("auth_config.header_name", "must be a valid HTTP header name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "content-length",
                "Content-Type",
                "Transfer-Encoding",
                "Connection",
                "Keep-Alive",
                "Upgrade",
                "TE",
                "Trailer",
                "Expect",
                "Accept",
                "Accept-Encoding",
                "Proxy-Connection",
                "Mcp-Session-Id",
                "MCP-Protocol-Version",
                "Mcp-Method",
                "Mcp-Name",
                "Last-Event-ID",
                "Mcp-Param-Region"
            })
    void keepsTheHeadersOfTheProtocolForItself(String name) {
        assertThat(CredentialRules.check(anObject().put("header_name", name)))
                .containsExactly(violation("auth_config.header_name", "is a header that cannot be set"));

        ObjectNode authConfig = anObject();
        authConfig.putObject("headers").put(name, "geheim");
        assertThat(CredentialRules.check(authConfig))
                .containsExactly(violation("auth_config.headers." + name, "is a header that cannot be set"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'X-Team: geheim'", "42", "['geheim']", "false"})
    void wantsHeadersAsAnObject(String headers) {
        assertThat(check("{'headers':" + headers + "}"))
                .containsExactly(violation("auth_config.headers", "must be an object of strings"));
    }

    @Test
    void checksEveryHeader() {
        List<Violation> violations = check("{'headers':{'X-A':'fine','X-B':42,'X-C':null,'X-D':['geheim'],"
                + "'X-E':'a\\nb','X F':'x','Host':1}}");

        assertThat(violations)
                .containsExactly(
                        violation("auth_config.headers.X-B", "must be a string"),
                        violation("auth_config.headers.X-C", "must be a string"),
                        violation("auth_config.headers.X-D", "must be a string"),
                        violation("auth_config.headers.X-E", NOT_ONE_LINE),
                        violation("auth_config.headers.X F", "must be a valid HTTP header name"),
                        violation("auth_config.headers.Host", "is a header that cannot be set"),
                        violation("auth_config.headers.Host", "must be a string"));
    }

    @Test
    void keepsTheFieldOfTheBindingForItself() {
        assertThat(check("{'__bound_to':null}")).containsExactly(violation("auth_config.__bound_to", "is reserved"));
        assertThat(check("{'__bound_to':{'owner':'user-2'}}"))
                .containsExactly(violation("auth_config.__bound_to", "is reserved"));
    }

    @Test
    void limitsTheLengthOfTheWhole() {
        int around = anObject().put("api_key", "").toString().length();
        int room = CredentialRules.MAX_LENGTH - around;

        assertThat(CredentialRules.check(anObject().put("api_key", "x".repeat(room))))
                .isEmpty();
        assertThat(CredentialRules.check(anObject().put("api_key", "x".repeat(room + 1))))
                .containsExactly(violation("auth_config", "must not be longer than 16384 characters"));
    }

    @Test
    void saysEverythingAtOnce() {
        assertThat(check("{'api_key':1,'token':'a\\nb','header_name':'Host','__bound_to':1,'headers':1}"))
                .extracting(Violation::field)
                .containsExactly(
                        "auth_config.__bound_to",
                        "auth_config.api_key",
                        "auth_config.token",
                        "auth_config.header_name",
                        "auth_config.headers");
    }

    @Test
    void neverRepeatsAValue() {
        List<Violation> violations = check("{'api_key':'geheim\\n','token':['geheim'],'access_token':{'geheim':1},"
                + "'header_name':'geheim geheim','prefix':'geheim\\r','__bound_to':'geheim',"
                + "'headers':{'X-A':'geheim\\n','X-B':['geheim'],'Host':'geheim'},'more':'" + "geheim".repeat(3000)
                + "'}");

        assertThat(violations).hasSizeGreaterThan(8);
        assertThat(violations.toString()).doesNotContain("geheim");
    }
}
