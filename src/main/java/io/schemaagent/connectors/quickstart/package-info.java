/** The first run on a developer's machine; not part of a production build. */
package io.schemaagent.connectors.quickstart;
