/** Seals again, with the first key, what older keys sealed. */
package io.schemaagent.connectors.rotation;
