/** DorisIO and flink-doris-connector side by side. */
package io.dorisio.benchmarks;
