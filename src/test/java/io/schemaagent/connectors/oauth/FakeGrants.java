package io.schemaagent.connectors.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What users of a {@link FakeAuthorizationServer} permitted, as codes and tokens. */
final class FakeGrants {

    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");
    private static final Duration UNLESS_TOLD = Duration.ofHours(1);

    private final FakeSecrets secrets;
    private final Map<String, Authorization> codes = new HashMap<>();
    private final Map<String, Family> spentCodes = new HashMap<>();
    private final Map<String, Access> accessTokens = new HashMap<>();
    private final Map<String, Refresh> refreshTokens = new HashMap<>();
    private int refreshes;
    private int familiesRevoked;

    volatile InstantSource clock = InstantSource.system();
    volatile Duration lifetime = UNLESS_TOLD;
    volatile Renewal renewal = Renewal.ROTATED;
    volatile boolean requiresResource;
    volatile boolean requiresOfflineAccess;

    /** What becomes of a refresh token when it is used. */
    enum Renewal {
        /** It is spent, and the reply has another. */
        ROTATED,
        /** It goes on, and the reply has none. */
        KEPT,
        /** It goes on, and the reply has it again. */
        REPEATED,
        /** There are none. */
        NONE
    }

    FakeGrants(FakeSecrets secrets) {
        this.secrets = secrets;
    }

    /** What a user permitted a client. */
    record Authorization(
            String clientId, String redirectUri, String challenge, Set<String> scopes, Set<String> resources) {}

    /** What a client gets for a code or a refresh token. */
    record Issued(String accessToken, Optional<String> refreshToken, Set<String> scopes) {}

    /** All tokens that came of one code. */
    private static final class Family {
        private final Authorization authorization;
        private boolean revoked;

        private Family(Authorization authorization) {
            this.authorization = authorization;
        }
    }

    private record Access(Family family, Set<String> scopes, Set<String> resources, Instant expiry) {}

    private record Refresh(Family family, boolean spent) {}

    synchronized String authorize(Authorization authorization) {
        requireResource(authorization.resources());
        String code = secrets.make("code");
        codes.put(code, authorization);
        return code;
    }

    synchronized Issued redeem(
            String code, String clientId, String redirectUri, String verifier, Set<String> resources) {
        secrets.note(code, verifier);
        requireResource(resources);
        if (spentCodes.containsKey(code)) {
            revoke(spentCodes.get(code));
        }
        Authorization authorization = codes.remove(code);
        if (authorization == null || !authorization.clientId().equals(clientId)) {
            throw Refusal.of("invalid_grant", "Unknown code, or spent");
        }
        if (!authorization.redirectUri().equals(redirectUri)) {
            throw Refusal.of("invalid_grant", "Another redirect_uri");
        }
        if (!VERIFIER.matcher(String.valueOf(verifier)).matches()
                || !challenge(verifier).equals(authorization.challenge())) {
            throw Refusal.of("invalid_grant", "Wrong code_verifier");
        }
        requireAmong(authorization.resources(), resources, "invalid_target");
        Issued issued = grant(authorization, resources);
        spentCodes.put(code, accessTokens.get(issued.accessToken()).family());
        return issued;
    }

    synchronized Issued grant(Authorization authorization) {
        return grant(authorization, Set.of());
    }

    private Issued grant(Authorization authorization, Set<String> resources) {
        Family family = new Family(authorization);
        return issue(family, authorization.scopes(), resources, firstRefreshToken(family));
    }

    private Optional<String> firstRefreshToken(Family family) {
        boolean without = renewal == Renewal.NONE
                || (requiresOfflineAccess && !family.authorization.scopes().contains("offline_access"));
        return without ? Optional.empty() : Optional.of(newRefreshToken(family));
    }

    synchronized Issued refresh(String token, String clientId, Set<String> scopes, Set<String> resources) {
        secrets.note(token);
        requireResource(resources);
        Refresh refresh = refreshTokens.get(token);
        if (refresh == null
                || refresh.family().revoked
                || !refresh.family().authorization.clientId().equals(clientId)) {
            throw Refusal.of("invalid_grant", "Unknown refresh_token, or revoked");
        }
        if (refresh.spent()) {
            revoke(refresh.family());
            throw Refusal.of("invalid_grant", "This refresh_token was used before");
        }
        Authorization authorization = refresh.family().authorization;
        requireAmong(authorization.scopes(), scopes, "invalid_scope");
        requireAmong(authorization.resources(), resources, "invalid_target");
        refreshes++;
        return issue(
                refresh.family(),
                scopes.isEmpty() ? authorization.scopes() : scopes,
                resources,
                renewed(token, refresh.family()));
    }

    private Optional<String> renewed(String token, Family family) {
        return switch (renewal) {
            case ROTATED -> {
                refreshTokens.put(token, new Refresh(family, true));
                yield Optional.of(newRefreshToken(family));
            }
            case REPEATED -> Optional.of(token);
            case KEPT, NONE -> Optional.empty();
        };
    }

    private String newRefreshToken(Family family) {
        String token = secrets.make("refresh");
        refreshTokens.put(token, new Refresh(family, false));
        return token;
    }

    private Issued issue(Family family, Set<String> scopes, Set<String> resources, Optional<String> refreshToken) {
        String token = secrets.make("access");
        Set<String> audience = resources.isEmpty() ? family.authorization.resources() : resources;
        accessTokens.put(
                token, new Access(family, scopes, audience, clock.instant().plus(lifetime)));
        return new Issued(token, refreshToken, scopes);
    }

    private void requireResource(Set<String> resources) {
        if (requiresResource && resources.isEmpty()) {
            throw Refusal.of("invalid_target", "No resource");
        }
    }

    private static void requireAmong(Set<String> permitted, Set<String> asked, String otherwise) {
        if (!permitted.containsAll(asked)) {
            throw Refusal.of(otherwise, "More than was permitted");
        }
    }

    static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    // --- their end ---

    /** With a refresh token go all tokens of its family, an access token goes alone. */
    synchronized void revoke(String token) {
        accessTokens.remove(token);
        Optional.ofNullable(refreshTokens.get(token)).map(Refresh::family).ifPresent(this::revoke);
    }

    synchronized void revokeAll() {
        List.copyOf(refreshTokens.values()).forEach(refresh -> revoke(refresh.family()));
        List.copyOf(accessTokens.values()).forEach(access -> revoke(access.family()));
    }

    private void revoke(Family family) {
        if (!family.revoked) {
            family.revoked = true;
            familiesRevoked++;
        }
    }

    synchronized void expireAccessTokens() {
        accessTokens.clear();
    }

    synchronized void expireCodes() {
        codes.clear();
    }

    // --- what there is ---

    synchronized Optional<TokenCheck.Granted> find(String accessToken) {
        return Optional.ofNullable(accessTokens.get(accessToken))
                .filter(access -> !access.family().revoked)
                .filter(access -> clock.instant().isBefore(access.expiry()))
                .map(access -> new TokenCheck.Granted(access.scopes(), access.resources()));
    }

    synchronized int refreshes() {
        return refreshes;
    }

    synchronized int familiesRevoked() {
        return familiesRevoked;
    }

    /** The words of a list that is separated by spaces. */
    static Set<String> words(String list) {
        Set<String> words = new LinkedHashSet<>(List.of(list.strip().split(" +")));
        words.remove("");
        return words;
    }
}
