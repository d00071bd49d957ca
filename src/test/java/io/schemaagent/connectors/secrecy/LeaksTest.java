package io.schemaagent.connectors.secrecy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaksTest {

    @TempDir
    Path folder;

    private KnownSecrets known;
    private Evidence evidence;

    @BeforeEach
    void begin() {
        known = new KnownSecrets(folder);
        evidence = new Evidence(folder);
    }

    @Test
    void namesKindAndLineButNotTheSecret() {
        known.put("key of a test", "never-seen");
        evidence.add(Evidence.LOG, "All is well");
        evidence.add(Evidence.LOG, "Sent never-seen to it, yes never-seen");
        evidence.add(Evidence.LOG, "All is well again");

        assertThat(Leaks.of(known, evidence).places())
                .containsExactly("log.evidence, line 2, shows: key of a test: …Sent ********** to it, yes **********…");
    }

    @Test
    void findsASecretThatBecameKnownLater() {
        evidence.add(Evidence.ANSWERS, "never-seen");
        known.put("key of a test", "never-seen");

        assertThat(Leaks.of(known, evidence).places()).hasSize(1);
    }

    @Test
    void hidesAllOfALongSecret() {
        String token = "begin." + "0123456789".repeat(20);
        known.put("token", token);
        evidence.add(Evidence.LOG, "Bearer " + token);

        assertThat(Leaks.of(known, evidence).places())
                .singleElement()
                .asString()
                .contains("Bearer ***")
                .doesNotContain("begin", "012");
    }

    @Test
    void saysEnoughOfThousandsOfLeaks() {
        known.put("key of a test", "never-seen");
        for (int i = 0; i < 1000; i++) {
            evidence.add(Evidence.LOG, "never-seen");
        }

        assertThat(Leaks.of(known, evidence).places()).hasSizeBetween(10, 30);
    }

    @Test
    void forgetsWhatAnEarlierRunShowed() {
        known.put("key of a test", "never-seen");
        evidence.add(Evidence.LOG, "never-seen");
        evidence.clear();
        evidence.add(Evidence.LOG, "once more never-seen");

        assertThat(Leaks.of(known, evidence).places())
                .singleElement()
                .asString()
                .contains("line 1", "once more");
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        known.put("key of a test", "never-seen");
        evidence.add(Evidence.LOG, "All is well");

        Leaks leaks = Leaks.of(known, evidence);

        assertThat(leaks.places()).isEmpty();
        assertThat(leaks.secrets()).isEqualTo(1);
        assertThat(leaks.bytes()).isEqualTo("All is well\n".length());
    }

    @Test
    void leavesOutWhatACallerIsGivenToBeginAnAuthorization() {
        String answer = "{\"state\":\"abc\",\"authorization_url\" : \"https://as.example/?state=abc\",\"name\":\"x\"}";

        assertThat(Calls.evidence("/api/oauth/initiate", answer))
                .isEqualTo("{\"state\":\"\",\"authorization_url\" : \"\",\"name\":\"x\"}");
        assertThat(Calls.evidence("/api/wiki/connect", answer)).doesNotContain("abc");
        assertThat(Calls.evidence("/api/tools/wiki/connect", "{\"oauth_url\":\"https://as.example/?state=abc\"}"))
                .doesNotContain("abc");
        assertThat(Calls.evidence("/api/tools/wiki", answer)).isEqualTo(answer);
        assertThat(Calls.evidence("/api/connectors", answer)).isEqualTo(answer);
    }

    @Test
    void leavesOutTheCookieByWhichABrowserIsKnownAgain() {
        String head = "HTTP/1.1 200 OK\nset-cookie=__Host-oauth-x=abc;Path=/\nSet-Cookie: y=abc\nX-Id=abc";

        assertThat(Calls.headEvidence("/api/oauth/initiate", head))
                .isEqualTo("HTTP/1.1 200 OK\nset-cookie=__Host-oauth-x=;Path=/\nSet-Cookie: y=\nX-Id=abc");
        assertThat(Calls.headEvidence("/api/oauth/callback/notion", head)).isEqualTo(head);
    }
}
