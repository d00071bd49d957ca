/** Lets a new key take the place of an older one, while replicas serve. */
package io.schemaagent.connectors.rotation;
