/** What the API documentation says beyond the resources' annotations; used while the service is built, never while it runs. */
package io.schemaagent.connectors.openapi;
