package io.schemaagent.connectors.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthTypeTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({"none, NONE", "api_key, API_KEY", "oauth, OAUTH"})
    void hasOneNameInJsonInTheDatabaseAndInText(String name, AuthType type) throws JsonProcessingException {
        assertThat(AuthType.of(name)).isEqualTo(type);
        assertThat(type.value()).isEqualTo(name);
        assertThat(type).hasToString(name);
        assertThat(JSON.writeValueAsString(type)).isEqualTo("\"" + name + "\"");
        assertThat(JSON.readValue("\"" + name + "\"", AuthType.class)).isEqualTo(type);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "OAUTH", "basic", "api-key"})
    void knowsNoOtherName(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> AuthType.of(name));
    }

    @Test
    void hasNoOtherTypes() {
        assertThat(AuthType.values()).hasSize(3);
    }
}
