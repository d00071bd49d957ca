/** The service's PostgreSQL: how long it is waited for, whether its tables are those of this build. */
package io.schemaagent.connectors.database;
