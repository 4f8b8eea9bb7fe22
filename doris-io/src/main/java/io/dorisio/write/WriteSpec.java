package io.dorisio.write;

import io.dorisio.client.DorisConnection;
import java.io.Serializable;
import java.util.Map;

/**
 * What the loading steps need to know.
 *
 * @param labelPrefix how the labels of this transform start
 * @param run tells the labels of this job from those of an earlier one with the same prefix
 * @param loadProperties headers of every load
 * @param maxLoadBytes the size of a body at which a shard goes on with its next load
 * @param repairBufferBytes what a worker holds of its open loads in memory, to send them again
 * @param awaitVisible whether a commit is done when its rows are visible, not already when it is
 *     accepted
 */
public record WriteSpec(
    DorisConnection connection,
    String labelPrefix,
    String run,
    Map<String, String> loadProperties,
    CommittedLabelPolicy committedLabelPolicy,
    long maxLoadBytes,
    long repairBufferBytes,
    boolean awaitVisible)
    implements Serializable {}
