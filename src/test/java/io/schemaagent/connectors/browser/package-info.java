/** A real browser for tests of what people see. */
package io.schemaagent.connectors.browser;
