/** Kafka's records read many at a time. */
package io.dorisio.pipelines.kafka;
