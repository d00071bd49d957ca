/** Authorizations by which users let us into servers (OAuth 2.1), from the first redirect to the last renewal. */
package io.schemaagent.connectors.oauth;
