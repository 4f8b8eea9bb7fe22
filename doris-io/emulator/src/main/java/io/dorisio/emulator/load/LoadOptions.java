package io.dorisio.emulator.load;

/**
 * In what backends differ.
 *
 * @param dropsChunkedLabels whether chunked loads without {@code group_commit: off_mode} lose their
 *     label (doris-protocol 2.4)
 * @param counting whether rows are counted only and stored nowhere
 */
public record LoadOptions(boolean dropsChunkedLabels, boolean counting) {}
