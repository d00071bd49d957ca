package io.schemaagent.connectors.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.schemaagent.connectors.credential.CredentialException.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Seals credentials for the database and opens them again. Created at start, so that a malformed key stops the service
 * instead of its first user.
 */
@Startup
@ApplicationScoped
public class Credentials {

    private static final Logger LOG = Logger.getLogger(Credentials.class);

    private static final String OPENED = "connectors.credential.opened";
    private static final String SEALED = "connectors.credential.sealed";

    private final KeyRing keys;
    private final ObjectMapper json;
    private final MeterRegistry metrics;

    @Inject
    Credentials(CredentialConfig config, ObjectMapper json, MeterRegistry metrics) {
        this(KeyRing.parse(config.keys(), Clock.systemUTC()), json, metrics);
    }

    Credentials(KeyRing keys, ObjectMapper json, MeterRegistry metrics) {
        this.keys = keys;
        this.json = json;
        this.metrics = metrics;
        LOG.infof("Credentials are opened with %s", keys);
        // From the start on, so that a key that is not used shows as 0, and is not taken for one that is not counted.
        keys.all().forEach(key -> counter(OPENED, key));
        keys.all().forEach(key -> counter(SEALED, key));
    }

    /** What is wrong with the configured keys, in a sentence that says how to make a good one; empty where nothing is. */
    public static Optional<String> complaintAbout(String keys) {
        try {
            KeyRing.parse(keys, Clock.systemUTC());
            return Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.of(malformed.getMessage());
        }
    }

    /** The credential as a Fernet token that opens only under the same binding; empty where there is nothing to keep. */
    public Optional<String> seal(Credential credential, Binding binding) {
        if (credential.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(sealJson(credential.fields(), binding));
    }

    /** Anything else that is secret, as a Fernet token that opens only under the same binding. */
    public String sealJson(ObjectNode secret, Binding binding) {
        ObjectNode sealed = secret.deepCopy().set(Binding.FIELD, binding.toJson());
        return seal(sealed.toString().getBytes(StandardCharsets.UTF_8));
    }

    private String seal(byte[] plaintext) {
        KeyRing.Sealed sealed = keys.seal(plaintext);
        counter(SEALED, sealed.key()).increment();
        return sealed.token();
    }

    /**
     * Opens a Fernet token; null is no credential. One without a binding, as the Python service wrote them, opens too.
     *
     * @throws CredentialException where no key opens it, or it is bound to another owner or origin
     */
    public Credential open(String sealed, AuthType type, Binding binding) {
        return Credential.of(type, sealed == null ? null : openJson(sealed, binding));
    }

    /** The same for whoever can do without: empty where it cannot be opened, which is counted and logged already. */
    public Optional<Credential> find(String sealed, AuthType type, Binding binding) {
        try {
            return Optional.of(open(sealed, type, binding));
        } catch (CredentialException unusable) {
            return Optional.empty();
        }
    }

    /**
     * Opens what {@link #sealJson} sealed.
     *
     * @throws CredentialException where no key opens it, or it is bound to another owner or origin
     */
    public ObjectNode openJson(String sealed, Binding binding) {
        ObjectNode fields = open(sealed).flatMap(this::parse).orElseThrow(() -> failed(Reason.UNREADABLE));
        JsonNode bound = fields.remove(Binding.FIELD);
        if (bound != null && !bound.path("owner").asText().equals(binding.owner())) {
            throw failed(Reason.WRONG_OWNER);
        }
        if (bound != null && !bound.path("origin").asText().equals(binding.origin())) {
            throw failed(Reason.WRONG_ORIGIN);
        }
        return fields;
    }

    private Optional<Opened> open(String token) {
        Optional<Opened> opened = keys.open(token);
        opened.ifPresent(by -> counter(OPENED, by.key()).increment());
        return opened;
    }

    /** The fingerprints of all keys, in the operator's order. */
    public List<String> keys() {
        return keys.all().stream().map(FernetKey::fingerprint).toList();
    }

    /** The fingerprint of the key that seals: the first one, until another is chosen. */
    public String sealingKey() {
        return keys.sealing().fingerprint();
    }

    /** Seals with another of the {@link #keys()} from now on, by fingerprint. */
    public void sealWith(String key) {
        if (!key.equals(sealingKey())) {
            keys.sealWith(key);
            LOG.infof("Credentials are sealed with key %s from now on", key);
        }
    }

    /** Whether a Fernet token is sealed with the key that seals now. */
    public boolean isCurrent(String sealed) {
        return keys.isCurrent(sealed);
    }

    /** The same bytes, whatever they say, as a token of the key that seals now; empty where no key opens the old one. */
    public Optional<String> reseal(String sealed) {
        return open(sealed).map(Opened::plaintext).map(this::seal);
    }

    private Optional<ObjectNode> parse(Opened opened) {
        try {
            return json.readTree(opened.plaintext()) instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private Counter counter(String name, FernetKey key) {
        return metrics.counter(name, "key", key.fingerprint());
    }

    private CredentialException failed(Reason reason) {
        metrics.counter("connectors.credential.failures", "reason", reason.name())
                .increment();
        LOG.errorf("A stored credential cannot be used: %s", reason);
        return new CredentialException(reason);
    }
}
