/** What the Flink runner must be told, and how its options are reached without depending on it. */
package io.dorisio.flink;
