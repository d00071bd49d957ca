/** Whether arguments are what a tool's JSON schema asks for, at a bounded cost. */
package io.schemaagent.connectors.schema;
