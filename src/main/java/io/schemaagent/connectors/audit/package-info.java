/** The append-only trail of who did what. */
package io.schemaagent.connectors.audit;
