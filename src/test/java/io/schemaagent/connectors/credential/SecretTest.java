package io.schemaagent.connectors.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void revealsItselfOnlyOnRequest() {
        assertThat(Secret.of("geheim").reveal()).isEqualTo("geheim");
    }

    @Test
    void showsNothingInText() {
        assertThat(Secret.of("geheim")).hasToString("[redacted]");
        assertThat("Bearer " + Secret.of("geheim")).doesNotContain("geheim");
    }

    @Test
    void showsNothingInJson() throws JsonProcessingException {
        String json = new ObjectMapper().writeValueAsString(Map.of("token", Secret.of("geheim")));

        assertThat(json).isEqualTo("{\"token\":\"[redacted]\"}");
    }

    @Test
    void isNeverNothing() {
        assertThatNullPointerException().isThrownBy(() -> Secret.of(null));
    }
}
