/** JSON that is handed on as it is. */
package io.schemaagent.connectors.json;
