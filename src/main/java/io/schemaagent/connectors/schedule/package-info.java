/** What is to be done now and then, by one replica for all. */
package io.schemaagent.connectors.schedule;
