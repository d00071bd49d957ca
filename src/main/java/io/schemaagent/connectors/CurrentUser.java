package io.schemaagent.connectors;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.MDC;

/** The caller. Everything a user has belongs to the {@code sub} of the token (RFC 7519, section 4.1.2). */
@RequestScoped
public class CurrentUser {

    private final CurrentIdentityAssociation association;

    CurrentUser(CurrentIdentityAssociation association) {
        this.association = association;
    }

    /** The owner of what this request is about. Only for calls that need a token: those are refused without one. */
    public String owner() {
        return ownerOf(association.getIdentity())
                .orElseThrow(() -> new IllegalStateException("This call is open to anonymous callers"));
    }

    /** The owner, or empty for an anonymous caller; fails where a token was sent and is not valid. */
    public Uni<Optional<String>> find() {
        return association.getDeferredIdentity().map(CurrentUser::ownerOf);
    }

    private static Optional<String> ownerOf(SecurityIdentity identity) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Optional.empty();
        }
        String subject = token.getSubject();
        // An owner has to have a name, and one that a text column can hold.
        if (subject == null || subject.isBlank() || subject.indexOf(0) >= 0) {
            throw new AuthenticationFailedException("The token names no user");
        }
        MDC.put("user_id", subject);
        return Optional.of(subject);
    }
}
