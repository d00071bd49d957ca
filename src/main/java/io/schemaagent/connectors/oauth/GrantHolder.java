package io.schemaagent.connectors.oauth;

import io.schemaagent.connectors.credential.Credential;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Where one credential is kept that can be renewed. */
public interface GrantHolder {

    /** What it is known by among the replicas; names no user. */
    String key();

    /** As it is now; empty where its owner has removed or replaced it. */
    Uni<Optional<Credential>> read();

    /** Keeps it as it is from now on; false where its owner has removed or replaced it meanwhile. */
    Uni<Boolean> write(Credential credential);
}
