package io.schemaagent.connectors.secrecy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownSecretsTest {

    @TempDir
    Path folder;

    private KnownSecrets known;

    @BeforeEach
    void knowNothing() {
        known = new KnownSecrets(folder);
    }

    private void send(String address, String authorization, String body) {
        RequestSecrets.addTo(known, URI.create(address), authorization, body);
    }

    @Test
    void knowsWhatAnotherClassLoaderAdded() {
        known.put("key of a test", "a secret\nof two lines");
        new KnownSecrets(folder).put("key of a test", "another-secret");

        assertThat(new KnownSecrets(folder).all())
                .containsEntry("a secret\nof two lines", "key of a test")
                .containsEntry("another-secret", "key of a test");
    }

    @Test
    void leavesOutWhatIsInManyTexts() {
        known.put("short", "abc-123");
        known.put("blank", "         ");
        known.put("word", "postgres");

        assertThat(known.all()).isEmpty();
    }

    @Test
    void findsWhatIsSecretInARequest() {
        send("http://localhost/api/connectors", "Bearer token-of-a-user", """
                {"name": "not-a-secret", "auth_config": {"api_key": "key-\\"one\\"", "access_token":"token-two",
                 "header_name": "X-Not-Secret", "headers": {"X-More": "header-three", "X-Even": "header-four"}}}""");

        assertThat(known.all().keySet())
                .containsExactlyInAnyOrder(
                        "token-of-a-user", "key-\"one\"", "token-two", "header-three", "header-four");
    }

    @Test
    void findsItInBrokenJson() {
        send("http://localhost/api/tools/crm/connect", null, "{\"config\":{\"api_key\":\"broken-key\\q\"},,");

        assertThat(known.all()).containsEntry("broken-key\\q", "api_key of a request");
    }

    @Test
    void takesCodesAndStatesForSecretsInAuthorizationsOnly() {
        send("http://localhost/api/oauth/callback?code=code%2Fone&state=state-one", null, null);
        send("http://localhost/api/oauth/exchange", null, "{\"code\":\"code-two\",\"state\":\"state-two\"}");
        send("http://localhost/api/connectors?state=not-a-secret", null, "{\"code\":\"not-a-secret\"}");

        assertThat(known.all().keySet()).containsExactlyInAnyOrder("code/one", "state-one", "code-two", "state-two");
    }
}
