/** Answers in events, while what was asked for is under way. */
package io.schemaagent.connectors.events;
