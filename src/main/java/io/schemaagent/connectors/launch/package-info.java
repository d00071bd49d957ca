/** From the operator's environment to a running service, or to a sentence that says what is missing. */
package io.schemaagent.connectors.launch;
