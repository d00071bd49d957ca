package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EgressRequestTest {

    @Test
    void showsHeaderNamesButNoValues() {
        EgressRequest request = EgressRequest.post(Map.of("Authorization", "Bearer geheim"), Buffer.buffer("geheim"));

        assertThat(request).hasToString("POST with [Authorization]");
    }

    @Test
    void keepsTheOrderOfHeadersAndItsOwnCopy() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Z", "1");
        headers.put("A", "2");

        EgressRequest request = EgressRequest.get(headers);
        headers.put("M", "3");

        assertThat(request.headers()).containsExactly(Map.entry("Z", "1"), Map.entry("A", "2"));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> request.headers().put("B", "4"));
    }

    @Test
    void hasABodyOnlyWhereOneIsPosted() {
        Buffer body = Buffer.buffer("{}");

        assertThat(EgressRequest.get(Map.of())).isEqualTo(plain(HttpMethod.GET, null));
        assertThat(EgressRequest.delete(Map.of())).isEqualTo(plain(HttpMethod.DELETE, null));
        assertThat(EgressRequest.post(Map.of(), body)).isEqualTo(plain(HttpMethod.POST, body));
    }

    private static EgressRequest plain(HttpMethod method, Buffer body) {
        return new EgressRequest(method, Map.of(), body, BoundHeaders.none(), 0);
    }

    @Test
    void changesTheCredentialAndTheLimitOnly() {
        BoundHeaders credential = new BoundHeaders("https://mcp.example", Map.of("Authorization", "Bearer geheim"));
        Buffer body = Buffer.buffer("{}");

        EgressRequest request =
                EgressRequest.post(Map.of("A", "1"), body).as(credential).atMost(8);

        assertThat(request).isEqualTo(new EgressRequest(HttpMethod.POST, Map.of("A", "1"), body, credential, 8));
        assertThat(request).hasToString("POST with [A] and [Authorization] for https://mcp.example");
    }

    @Test
    void takesNoLimitThatNoResponseCanKeep() {
        EgressRequest request = EgressRequest.get(Map.of());

        assertThatIllegalArgumentException().isThrownBy(() -> request.atMost(-1));
    }
}
