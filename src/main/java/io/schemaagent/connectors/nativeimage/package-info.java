/** What the platform does at every start for nothing, and a native executable therefore leaves out. */
package io.schemaagent.connectors.nativeimage;
