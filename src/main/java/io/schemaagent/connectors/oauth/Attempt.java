package io.schemaagent.connectors.oauth;

import io.schemaagent.connectors.credential.Credential;
import io.smallrye.mutiny.Uni;

/**
 * Something that needs a credential.
 *
 * @param <T> what it comes to
 */
public interface Attempt<T> {

    Uni<T> with(Credential credential);

    /** Whether the server has not taken the credential, and done nothing. */
    boolean wasRefused(T result);

    /** What it comes to where there is no credential that is good: {@code NeedsReauth} or {@code Unavailable}. */
    T without(Renewed reason);
}
