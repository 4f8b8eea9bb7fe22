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
 */
public record WriteSpec(
    DorisConnection connection,
    String labelPrefix,
    String run,
    Map<String, String> loadProperties,
    CommittedLabelPolicy committedLabelPolicy)
    implements Serializable {}
