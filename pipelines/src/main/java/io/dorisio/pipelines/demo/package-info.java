/** The demo: Kafka, Doris and Flink in one JVM around the job that is shown. */
package io.dorisio.pipelines.demo;
