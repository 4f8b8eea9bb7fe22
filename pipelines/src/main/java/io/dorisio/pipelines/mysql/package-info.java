/** Reads MySQL and MariaDB with Debezium: a snapshot of the tables, then their binlog. */
package io.dorisio.pipelines.mysql;
