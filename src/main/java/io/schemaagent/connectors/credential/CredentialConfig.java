package io.schemaagent.connectors.credential;

import io.smallrye.config.ConfigMapping;

/** How credentials are sealed. */
@ConfigMapping(prefix = "connectors.credential")
interface CredentialConfig {

    /** Fernet keys separated by commas, set as {@code TOKEN_ENCRYPTION_KEY}: the first encrypts, all decrypt. */
    String keys();
}
