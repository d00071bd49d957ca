/** What is said to authorization servers: who they are, who we are, tokens; knows no user, no database. */
package io.schemaagent.connectors.oauth.server;
