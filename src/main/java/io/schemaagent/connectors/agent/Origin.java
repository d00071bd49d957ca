package io.schemaagent.connectors.agent;

import io.schemaagent.connectors.audit.AuditTarget;

/** Whose tools they are. */
sealed interface Origin {

    /** The connector's number, null for a system tool. */
    Long connectorId();

    /** The system tool's id, null for a connector. */
    String systemToolId();

    /** The same for the audit trail, under the name that its owner sees. */
    AuditTarget target(String name);

    /** Of a server that a user has saved. */
    record Connector(long id) implements Origin {

        @Override
        public Long connectorId() {
            return id;
        }

        @Override
        public String systemToolId() {
            return null;
        }

        @Override
        public AuditTarget target(String name) {
            return AuditTarget.connector(id, name);
        }
    }

    /** Of the operator's server behind a system tool that a user has connected. */
    record SystemTool(String id) implements Origin {

        @Override
        public Long connectorId() {
            return null;
        }

        @Override
        public String systemToolId() {
            return id;
        }

        @Override
        public AuditTarget target(String name) {
            return AuditTarget.systemTool(id, name);
        }
    }
}
