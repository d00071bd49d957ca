/** How often one user may ask for what costs others something. */
package io.schemaagent.connectors.limit;
