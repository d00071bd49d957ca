package io.schemaagent.connectors.oauth;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All features' parts in authorizations. */
@ApplicationScoped
class Connectables {

    private final List<Connectable> features;

    Connectables(@All List<Connectable> features) {
        this.features = features;
    }

    /** The feature that a name is one of; empty where it is none's. */
    Optional<Connectable> find(String id) {
        return features.stream().filter(feature -> feature.has(id)).findFirst();
    }

    /** What stands in the paths of callbacks. */
    Stream<String> targets() {
        return features.stream().flatMap(Connectable::targets);
    }

    /** What an operator has set for all that is offered. */
    Stream<OAuthSettings> settings() {
        return features.stream().flatMap(Connectable::settings);
    }
}
