/** Servers that are contacted with the credentials that are kept for them, and what that comes to in the words of users. */
package io.schemaagent.connectors.upstream;
