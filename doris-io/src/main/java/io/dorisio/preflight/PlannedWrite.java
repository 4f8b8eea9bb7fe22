package io.dorisio.preflight;

import io.dorisio.client.DorisConnection;
import io.dorisio.client.TableName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What is about to be written, and how.
 *
 * @param keyed whether rows of one key go through one shard
 * @param loadProperties headers of every load
 * @param checkpointInterval how often loads are committed, where the runner says it
 */
public record PlannedWrite(
    DorisConnection connection,
    TableName table,
    int shards,
    boolean keyed,
    Map<String, String> loadProperties,
    Optional<Duration> checkpointInterval) {}
