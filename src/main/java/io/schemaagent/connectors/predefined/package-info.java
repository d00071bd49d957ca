/** Servers that the operator offers all users to connect. */
package io.schemaagent.connectors.predefined;
