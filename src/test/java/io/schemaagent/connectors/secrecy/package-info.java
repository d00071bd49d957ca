/**
 * Watches a whole run of the tests: whatever was secret in it appears in nothing that the service showed.
 *
 * <p>While tests run, secrets and evidence are only collected, into files; at the end one search looks for all of the
 * former in all of the latter. So it does not matter which came first, nor in which class loader: Quarkus loads tests in
 * others than plain JUnit does, where every static field exists again.
 */
package io.schemaagent.connectors.secrecy;
