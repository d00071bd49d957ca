/** The error vocabulary with its JSON form: {@code application/problem+json} of RFC 9457. */
package io.schemaagent.connectors.problem;
