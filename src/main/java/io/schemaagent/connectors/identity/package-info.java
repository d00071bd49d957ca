/** Whose token was checked a moment ago need not be checked again. */
package io.schemaagent.connectors.identity;
