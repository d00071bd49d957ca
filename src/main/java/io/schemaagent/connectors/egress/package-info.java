/**
 * The only door to the network: whatever a user's URL names is resolved, vetted against the address policy and dialled
 * at exactly the address that was vetted.
 */
package io.schemaagent.connectors.egress;
