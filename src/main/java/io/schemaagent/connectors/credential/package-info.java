/** Secrets at rest, bound to their owner, with the headers they become on their way to a server. */
package io.schemaagent.connectors.credential;
