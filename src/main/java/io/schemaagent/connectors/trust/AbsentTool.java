package io.schemaagent.connectors.trust;

import java.util.Optional;

/** A tool that its server does not list any more, with what counts should it return. */
record AbsentTool(String name, boolean enabled, Optional<Pin> approved) {

    static AbsentTool of(KnownTool gone) {
        return new AbsentTool(gone.name(), gone.isEnabled(), gone.approved());
    }

    /** Whether it would make a difference to know it: otherwise it returns like one that was never there. */
    boolean isWorthKeeping() {
        return !enabled || approved.isPresent();
    }
}
