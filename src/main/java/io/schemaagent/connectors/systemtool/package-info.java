/** The operator's tools with each user's status. */
package io.schemaagent.connectors.systemtool;
