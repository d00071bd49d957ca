package io.schemaagent.connectors.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.schemaagent.connectors.credential.Grant.Source;
import io.schemaagent.connectors.fuzz.JsonText;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantTest {

    private static final Instant END = Instant.parse("2026-11-25T12:00:00Z");
    private static final Source SOURCE = new Source(
            "https://as.example.com",
            "https://as.example.com/token",
            Optional.of("https://as.example.com/revoke"),
            "client",
            "dcr",
            "client_secret_basic",
            Optional.of("https://mcp.example.com/mcp"));

    private static Grant aGrant(Optional<String> refreshToken, Optional<Instant> expiresAt) {
        return new Grant(
                Secret.of("access"), refreshToken.map(Secret::of), expiresAt, "read write", SOURCE, Optional.empty());
    }

    private static Grant aGrant() {
        return aGrant(Optional.of("refresh"), Optional.of(END));
    }

    static Stream<Grant> grants() {
        return Stream.of(
                aGrant(),
                aGrant().endedBy("invalid_grant"),
                aGrant(Optional.empty(), Optional.empty()),
                new Grant(
                        Secret.of("access"),
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        new Source(
                                "https://as",
                                "https://as/token",
                                Optional.empty(),
                                "id",
                                "cimd",
                                "none",
                                Optional.empty()),
                        Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("grants")
    void comesBackAsItWasKept(Grant grant) {
        Grant kept = Credential.none().with(grant).grant().orElseThrow();

        assertThat(kept.accessToken().reveal()).isEqualTo("access");
        assertThat(kept.refreshToken().map(Secret::reveal))
                .isEqualTo(grant.refreshToken().map(Secret::reveal));
        assertThat(kept.expiresAt()).isEqualTo(grant.expiresAt());
        assertThat(kept.scope()).isEqualTo(grant.scope());
        assertThat(kept.source()).isEqualTo(grant.source());
        assertThat(kept.ended()).isEqualTo(grant.ended());
    }

    @Test
    void standsWhereUsersOwnTokensDo() {
        Credential granted = Credential.of(
                        AuthType.API_KEY,
                        JsonText.read(
                                "{\"token\":\"old\",\"bearer_token\":\"old\",\"refresh_token\":\"old\",\"expires_at\":1,"
                                        + "\"headers\":{\"X-Team\":\"a\"}}"))
                .with(aGrant(Optional.empty(), Optional.empty()));

        assertThat(granted.type()).isEqualTo(AuthType.OAUTH);
        assertThat(granted.headers().get("Authorization").reveal()).isEqualTo("Bearer access");
        assertThat(granted.headers()).containsKey("X-Team");
        assertThat(granted.fields().toString()).doesNotContain("old").doesNotContain("expires_at");
    }

    @Test
    void isNoneWhereAUserGaveTheToken() {
        JsonNode own = JsonText.read(
                "{\"access_token\":\"a\",\"refresh_token\":\"b\",\"expires_at\":\"2026-01-01T00:00:00Z\"}");

        assertThat(Credential.of(AuthType.OAUTH, own).grant()).isEmpty();
        assertThat(Credential.none().grant()).isEmpty();
        assertThat(Credential.none().with(aGrant()).as(AuthType.API_KEY).grant())
                .isEmpty();
    }

    @Test
    void isNoneWithoutAToken() {
        JsonNode odd = JsonNodeFactory.instance.objectNode().set(Grant.FIELD, SOURCE.toJson());

        assertThat(Credential.of(AuthType.OAUTH, odd).grant()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "1764072000", ""})
    void knowsNoEndThatItCannotRead(String end) {
        var fields = Credential.none().with(aGrant()).fields().put("expires_at", end);

        assertThat(Credential.of(AuthType.OAUTH, fields).grant().orElseThrow().expiresAt())
                .isEmpty();
    }

    @Test
    void endsWhenItsTimeHasCome() {
        assertThat(aGrant().isExpired(END.minusMillis(1))).isFalse();
        assertThat(aGrant().isExpired(END)).isTrue();
        assertThat(aGrant(Optional.empty(), Optional.empty()).isExpired(END)).isFalse();
    }

    @Test
    void needsItsOwnerWhereNothingElseHelps() {
        Instant before = END.minusSeconds(1);
        Instant after = END.plusSeconds(1);
        Grant withoutRefreshToken = aGrant(Optional.empty(), Optional.of(END));

        assertThat(aGrant().ended(before)).isEmpty();
        assertThat(aGrant().ended(after)).isEmpty();
        assertThat(withoutRefreshToken.ended(before)).isEmpty();
        assertThat(withoutRefreshToken.ended(after)).contains("no_refresh_token");
        assertThat(aGrant().endedBy("invalid_grant").ended(before)).contains("invalid_grant");
        assertThat(aGrant(Optional.empty(), Optional.empty()).ended(after)).isEmpty();
    }

    @Test
    void canBeRenewedAsLongAsNobodySaidNo() {
        assertThat(aGrant().isRenewable()).isTrue();
        assertThat(aGrant(Optional.empty(), Optional.empty()).isRenewable()).isFalse();
        Grant ended = aGrant().endedBy("invalid_grant");
        assertThat(ended.isRenewable()).isFalse();
        assertThat(ended.refreshToken()).isEmpty();
        assertThat(new Grant(
                                Secret.of("a"),
                                Optional.of(Secret.of("b")),
                                Optional.empty(),
                                "",
                                SOURCE,
                                Optional.of("invalid_grant"))
                        .isRenewable())
                .isFalse();
    }

    @Test
    void showsNoToken() {
        assertThat(aGrant().toString())
                .doesNotContain("access,")
                .doesNotContain("=access")
                .doesNotContain("=refresh");
        assertThat(Credential.none().with(aGrant()))
                .hasToString("oauth credential with [access_token, refresh_token, expires_at, scope, __grant]");
    }

    @Test
    void cannotBeSetByUsers() {
        assertThat(CredentialRules.check(JsonText.read("{\"__grant\":{},\"__bound_to\":{}}")))
                .extracting(violation -> violation.field() + " " + violation.message())
                .containsExactly("auth_config.__bound_to is reserved", "auth_config.__grant is reserved");
    }
}
