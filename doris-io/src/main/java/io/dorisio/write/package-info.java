/**
 * The write graph: rows are encoded into blocks, blocks are loaded and pre-committed, and what is
 * pre-committed is committed once the runner has made it durable. The data goes one way: {@link
 * io.dorisio.write.EncodeRows}, {@link io.dorisio.write.StreamLoadFn}, {@link
 * io.dorisio.write.CommitFn}.
 */
package io.dorisio.write;
