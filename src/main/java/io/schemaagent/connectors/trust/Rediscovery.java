package io.schemaagent.connectors.trust;

/**
 * What came of reading a server's tools again.
 *
 * @param tools as they are known now
 * @param changed how many that the agent had are withheld from now on, since they are others than their owner agreed to
 * @param pending how many are new and wait for their owner
 */
public record Rediscovery(KnownTools tools, int changed, int pending) {}
