/** Decides which tools of a server their owner has agreed to. */
package io.schemaagent.connectors.trust;
