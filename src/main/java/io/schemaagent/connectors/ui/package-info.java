/** How browsers get the screens. What the screens are is in {@code src/main/resources/web}. */
package io.schemaagent.connectors.ui;
