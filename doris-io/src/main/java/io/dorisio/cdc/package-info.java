/**
 * Change data capture: the messages of Debezium, Canal and Maxwell become change records, each with
 * its place in the source's history.
 */
package io.dorisio.cdc;
