package io.schemaagent.connectors.oauth;

import io.schemaagent.connectors.credential.Credential;

/** What came of an attempt to have a credential that is good. */
public sealed interface Renewed {

    /** A stable word for metrics. */
    String name();

    /** It can be used as it is. */
    record StillValid(Credential credential) implements Renewed {

        @Override
        public String name() {
            return "still_valid";
        }
    }

    /** It was renewed, by whomever. */
    record Refreshed(Credential credential) implements Renewed {

        @Override
        public String name() {
            return "refreshed";
        }
    }

    /**
     * Only its owner can help, by signing in.
     *
     * @param reason a word: of RFC 6749, section 5.2, where the authorization server has said it
     */
    record NeedsReauth(String reason) implements Renewed {

        @Override
        public String name() {
            return "needs_reauth";
        }
    }

    /** Nobody knows at the moment; what we have is kept, and it is tried again later. */
    record Unavailable() implements Renewed {

        @Override
        public String name() {
            return "transient";
        }
    }
}
