/** A user's saved servers: create, test, verify, toggle, tool states. */
package io.schemaagent.connectors.connector;
