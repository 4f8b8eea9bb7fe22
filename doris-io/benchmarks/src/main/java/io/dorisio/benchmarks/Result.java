package io.dorisio.benchmarks;

/**
 * The figures of one run.
 *
 * @param variant of DorisIO; empty for its defaults
 * @param load how many threads of the machine wanted to run, in the mean of the last minute
 */
record Result(Case what, Side side, String variant, int run, double load, Figures figures) {

  /** Who wrote, and how. */
  String writer() {
    return variant.isEmpty() ? side.title() : side.title() + ", " + variant;
  }
}
