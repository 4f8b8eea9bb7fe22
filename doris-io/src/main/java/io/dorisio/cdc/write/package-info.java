/**
 * Applies change messages to Doris tables: which table a change belongs to, the table made and
 * changed to hold it, and its row on the way to {@link io.dorisio.DorisIO}.
 */
package io.dorisio.cdc.write;
