package io.dorisio.write;

/** The labels of a shard's loads. */
@FunctionalInterface
interface LabelSequence {

  /** The label of the shard's next load; each call counts on, durably with the bundle. */
  String next();
}
