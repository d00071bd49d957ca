package io.schemaagent.connectors.connector;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.schemaagent.connectors.credential.AuthType;
import io.schemaagent.connectors.credential.CredentialException;
import io.schemaagent.connectors.mcp.Dialect;
import io.schemaagent.connectors.mcp.diagnostics.ErrorCode;
import io.schemaagent.connectors.upstream.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.DynamicUpdate;

/** A server that a user saved, as it changes. How it is read and shown is {@link ConnectorView}. */
@Entity
@DynamicUpdate
@Table(name = "user_mcp_connections")
class Connector extends PanacheEntityBase {

    /** After so many failures in a row somebody should have a look. */
    static final int ALERT_AFTER = 3;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @Column(name = "user_id", updatable = false)
    String owner;

    String name;
    String email;
    String description;

    @Column(name = "server_url")
    String serverUrl;

    @Convert(converter = AuthTypeConverter.class)
    @Column(name = "auth_type")
    AuthType authType;

    /** A Fernet token, or null. */
    @Column(name = "auth_config")
    String sealedCredential;

    /** Counts what its owner has given one after the other; what is renewed or sealed anew is still the same. */
    @Column(name = "credential_version")
    long credentialVersion;

    /** Which of the operator's offers it came from, or null. */
    @Column(name = "predefined_id", updatable = false)
    String predefinedId;

    /** Scopes that the server asked for when what was granted was not enough, or null. */
    @Column(name = "wanted_scopes")
    String wantedScopes;

    @Column(name = "is_active")
    boolean active;

    /** Why it is switched off although its owner has not done so, or null. */
    @Column(name = "inactive_reason")
    String inactiveReason;

    @Column(name = "is_verified")
    boolean verified;

    /** JSON text. The driver would take a string for a JSON string, hence the casts. */
    @Column(name = "discovered_tools")
    @ColumnTransformer(read = "cast(discovered_tools as text)", write = "cast(cast(? as text) as jsonb)")
    String tools;

    /** What is known of the tools beside {@link #tools}, JSON text as well. */
    @Column(name = "tool_pins")
    @ColumnTransformer(read = "cast(tool_pins as text)", write = "cast(cast(? as text) as jsonb)")
    String toolPins;

    String transport;

    @Column(name = "protocol_version")
    String protocolVersion;

    @Column(name = "last_verified_at")
    LocalDateTime lastVerifiedAt;

    @Column(name = "stale_since")
    LocalDateTime staleSince;

    @Column(name = "last_error_code")
    String lastErrorCode;

    @Column(name = "last_error_message")
    String lastErrorMessage;

    @Column(name = "last_error_at")
    LocalDateTime lastErrorAt;

    @Column(name = "consecutive_failures")
    int consecutiveFailures;

    /** When the tools are to be read again, by nobody's request. */
    @Column(name = "refresh_at")
    LocalDateTime refreshAt;

    @Column(name = "created_at", updatable = false)
    LocalDateTime createdAt;

    @Column(name = "updated_at")
    LocalDateTime updatedAt;

    /** An owner's connector, or null. */
    static Uni<Connector> findOwned(String owner, long id) {
        return find("owner = ?1 and id = ?2", owner, id).firstResult();
    }

    /** The same, locked until the transaction ends, so that changes to one connector come one after the other. */
    static Uni<Connector> findOwnedForChange(String owner, long id) {
        return Connector.<Connector>find("owner = ?1 and id = ?2", owner, id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /** What an owner has made of one of the operator's offers, or null. */
    static Uni<Connector> findPredefined(String owner, String predefinedId) {
        return find("owner = ?1 and predefinedId = ?2", owner, predefinedId).firstResult();
    }

    /** Which of the operator's offers an owner has taken, and need not sign in to again. */
    static Uni<List<String>> listPredefined(String owner) {
        return find(
                        "select predefinedId from Connector where owner = ?1 and predefinedId is not null"
                                + " and sealedCredential is not null"
                                + " and coalesce(lastErrorCode, '') not in ('AUTH_FAILED', 'CREDENTIALS_UNREADABLE')",
                        owner)
                .project(String.class)
                .list();
    }

    /** Where an owner's connectors lead. */
    static Uni<List<SavedUrl>> listUrls(String owner) {
        return find("select id, serverUrl from Connector where owner = ?1", owner)
                .project(SavedUrl.class)
                .list();
    }

    /** Where a connector leads to. */
    @RegisterForReflection
    record SavedUrl(Long id, String serverUrl) {}

    /** What a discovery depends on: while this is the same, its result counts. */
    record Target(String serverUrl, AuthType authType, long credentialVersion) {}

    Target target() {
        return new Target(serverUrl, authType, credentialVersion);
    }

    ConnectorAccess access() {
        return new ConnectorAccess(owner, id, target(), sealedCredential, dialect());
    }

    /** What was a credential is none any more, or another one. */
    void replaceCredential(AuthType type, String sealed) {
        authType = type;
        sealedCredential = sealed;
        credentialVersion++;
        wantedScopes = null;
    }

    /** How the server was talked to when it was verified last. */
    Optional<Dialect> dialect() {
        return Dialect.of(transport, protocolVersion);
    }

    /** Whose it is and what was stored to be let in, as it is now. */
    Connector copyOfCredential() {
        Connector copy = new Connector();
        copy.owner = owner;
        copy.name = name;
        copy.serverUrl = serverUrl;
        copy.authType = authType;
        copy.sealedCredential = sealedCredential;
        return copy;
    }

    boolean hasTarget(Target other) {
        return Objects.equals(target(), other);
    }

    /** Its owner switches it on or off. */
    void activate(boolean on) {
        active = on;
        inactiveReason = null;
    }

    /** It is switched off by itself, for its owner to look at. */
    void deactivate(String reason) {
        active = false;
        inactiveReason = reason;
    }

    /** A check was good: its tools are up to date now, until they are read again. */
    void verified(Verdict verdict, Instant refresh, Instant now) {
        transport = verdict.diagnostics().transport();
        protocolVersion = verdict.diagnostics().protocolVersion();
        verified = true;
        lastVerifiedAt = utc(now);
        staleSince = null;
        lastErrorCode = null;
        lastErrorMessage = null;
        lastErrorAt = null;
        consecutiveFailures = 0;
        refreshAt = utc(refresh);
        updatedAt = utc(now);
    }

    /** A check failed: the last good tools stay, marked as stale, until it is tried again. */
    void failed(Verdict verdict, Instant refresh, Instant now) {
        verified = false;
        staleSince = Optional.ofNullable(staleSince)
                .or(() -> Optional.ofNullable(lastVerifiedAt))
                .orElse(utc(now));
        verdict.wantedScopes().ifPresent(scopes -> wantedScopes = scopes);
        lastErrorCode = verdict.errorCode();
        lastErrorMessage = verdict.message();
        lastErrorAt = utc(now);
        consecutiveFailures++;
        refreshAt = utc(refresh);
        updatedAt = utc(now);
    }

    /** Whether only its owner can help, as the table's generated column {@code status} has it. */
    boolean needsReauth() {
        return ErrorCode.AUTH_FAILED.name().equals(lastErrorCode) || CredentialException.CODE.equals(lastErrorCode);
    }

    /** When the last good check was, or null. */
    Instant lastVerifiedAt() {
        return lastVerifiedAt == null ? null : lastVerifiedAt.toInstant(ZoneOffset.UTC);
    }

    static LocalDateTime utc(Instant moment) {
        // PostgreSQL keeps microseconds; what is answered must be what is read back.
        return LocalDateTime.ofInstant(moment.truncatedTo(java.time.temporal.ChronoUnit.MICROS), ZoneOffset.UTC);
    }
}
