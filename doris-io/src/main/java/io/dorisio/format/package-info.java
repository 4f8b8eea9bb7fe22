/**
 * How elements become rows of a Stream Load's body. Needs neither a server nor a runner. What types
 * become in each format stands in docs/TYPES.md.
 */
package io.dorisio.format;
