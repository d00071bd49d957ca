/** How finely requests are timed for the operator. */
package io.schemaagent.connectors.monitoring;
