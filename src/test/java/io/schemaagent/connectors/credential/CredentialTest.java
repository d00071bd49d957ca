package io.schemaagent.connectors.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    private static Map<String, String> headers(AuthType type, String authConfig) {
        Map<String, String> revealed = new LinkedHashMap<>();
        Credential.of(type, json(authConfig))
                .headers()
                .forEach((String name, Secret value) -> revealed.put(name, value.reveal()));
        return revealed;
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "token", "bearer_token"})
    void sendsAnAccessTokenAsBearerWhateverItsField(String field) {
        assertThat(headers(AuthType.OAUTH, "{'" + field + "':'t'}"))
                .containsExactly(Map.entry("Authorization", "Bearer t"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'bearer_token':'c','token':'b','access_token':'a'} | Bearer a",
                "{'bearer_token':'c','token':'b'} | Bearer b",
                "{'bearer_token':'c','token':' ','access_token':null} | Bearer c"
            })
    void prefersTheStandardField(String authConfig, String value) {
        assertThat(headers(AuthType.OAUTH, authConfig.replace("''", "'"))).containsEntry("Authorization", value);
    }

    @Test
    void sendsNoAuthorizationWithoutAnAccessToken() {
        assertThat(headers(AuthType.OAUTH, "{'refresh_token':'r','api_key':'k'}"))
                .isEmpty();
    }

    @Test
    void sendsAnApiKeyInTheDefaultHeader() {
        assertThat(headers(AuthType.API_KEY, "{'api_key':'k'}")).containsExactly(Map.entry("X-API-Key", "k"));
        assertThat(headers(AuthType.API_KEY, "{'api_key':'k','header_name':null,'prefix':null}"))
                .containsExactly(Map.entry("X-API-Key", "k"));
        assertThat(headers(AuthType.API_KEY, "{'api_key':'k','header_name':''}"))
                .containsExactly(Map.entry("X-API-Key", "k"));
    }

    @Test
    void sendsAnApiKeyInTheHeaderOfItsChoice() {
        assertThat(headers(AuthType.API_KEY, "{'api_key':'k','header_name':'X-Key'}"))
                .containsExactly(Map.entry("X-Key", "k"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "Bearer, Bearer k",
                "\"Bearer \", Bearer k",
                "Token2, Token2 k",
                "token=, token=k",
                "Basic:, Basic:k",
                "\" \", k",
                "\"\", k"
            })
    void putsThePrefixBeforeTheKeyAndASpaceAfterAWord(String prefix, String value) {
        assertThat(headers(AuthType.API_KEY, "{'api_key':'k','header_name':'Authorization','prefix':'" + prefix + "'}"))
                .containsExactly(Map.entry("Authorization", value));
    }

    @Test
    void sendsNoApiKeyWithoutOne() {
        assertThat(headers(AuthType.API_KEY, "{'api_key':' ','access_token':'t'}"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(AuthType.class)
    void addsTheUsersOwnHeadersToAnyType(AuthType type) {
        assertThat(headers(type, "{'headers':{'X-B':'1','X-A':'2'}}"))
                .containsExactly(Map.entry("X-B", "1"), Map.entry("X-A", "2"));
    }

    @Test
    void sendsTheUsersOwnHeadersFirst() {
        assertThat(headers(AuthType.OAUTH, "{'access_token':'t','headers':{'X-A':'1'}}"))
                .containsExactly(Map.entry("X-A", "1"), Map.entry("Authorization", "Bearer t"));
    }

    @Test
    void sendsNothingElseForNone() {
        assertThat(headers(AuthType.NONE, "{'access_token':'t','api_key':'k'}")).isEmpty();
    }

    @Test
    void sendsNoHeaderTwiceWhateverItsCase() {
        assertThat(headers(AuthType.OAUTH, "{'access_token':'t','headers':{'authorization':'mine'}}"))
                .containsExactly(Map.entry("Authorization", "Bearer t"));
        assertThat(headers(AuthType.API_KEY, "{'api_key':'k','headers':{'x-api-key':'mine'}}"))
                .containsExactly(Map.entry("X-API-Key", "k"));
        assertThat(headers(AuthType.NONE, "{'headers':{'X-A':'1','x-a':'2'}}")).containsExactly(Map.entry("x-a", "2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'headers':null}", "{'headers':'X-A: 1'}", "{'headers':[]}", "{'headers':{}}"})
    void hasNoHeadersWhereTheyAreNoObject(String authConfig) {
        assertThat(headers(AuthType.NONE, authConfig)).isEmpty();
    }

    @Test
    void sendsNumbersThatTheOldServiceStored() {
        assertThat(headers(AuthType.API_KEY, "{'api_key':42,'headers':{'X-Team':7}}"))
                .containsExactly(Map.entry("X-Team", "7"), Map.entry("X-API-Key", "42"));
    }

    @Test
    void isEmptyWithoutAnyField() {
        assertThat(Credential.none().isEmpty()).isTrue();
        assertThat(Credential.none().type()).isEqualTo(AuthType.NONE);
        assertThat(Credential.of(AuthType.OAUTH, null).isEmpty()).isTrue();
        assertThat(Credential.of(AuthType.OAUTH, NullNode.getInstance()).isEmpty())
                .isTrue();
        assertThat(Credential.of(AuthType.OAUTH, json("{}")).isEmpty()).isTrue();
        assertThat(Credential.of(AuthType.OAUTH, json("{'expires_at':1}")).isEmpty())
                .isFalse();
    }

    @Test
    void keepsItsSecretsUnderAnotherType() {
        Credential credential = Credential.of(AuthType.NONE, json("{'access_token':'t'}"));

        Credential other = credential.as(AuthType.OAUTH);

        assertThat(other.type()).isEqualTo(AuthType.OAUTH);
        assertThat(other.headers()).containsOnlyKeys("Authorization");
        assertThat(credential.headers()).isEmpty();
    }

    @Test
    void doesNotChangeWithWhatItWasMadeOf() {
        ObjectNode authConfig = (ObjectNode) json("{'token':'t'}");
        Credential credential = Credential.of(AuthType.OAUTH, authConfig);

        authConfig.removeAll();

        assertThat(credential.isEmpty()).isFalse();
    }

    @Test
    void showsTheNamesOfItsFieldsAndNoValue() {
        Credential credential = Credential.of(
                AuthType.API_KEY,
                json("{'api_key':'geheim','header_name':'geheim','headers':{'geheim':'geheim'},'x':['geheim']}"));

        assertThat(credential).hasToString("api_key credential with [api_key, header_name, headers, x]");
        assertThat(credential.headers().toString()).doesNotContain("geheim}").contains("[redacted]");
    }
}
