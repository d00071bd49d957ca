package io.schemaagent.connectors.agent;

import java.time.Instant;
import java.util.Optional;

/**
 * What tools belong to.
 *
 * @param origin whose they are
 * @param slug what its tools' names begin with
 * @param name what users see
 * @param toolsVersion which list of tools it has: the same number, the same list
 * @param staleSince since when the list may be out of date; empty where it is not
 * @param status {@code ok}, {@code failing}, {@code needs_reauth} or {@code unverified}
 */
record Source(
        Origin origin, String slug, String name, long toolsVersion, Optional<Instant> staleSince, String status) {}
