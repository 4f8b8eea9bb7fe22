/** Tables and their rows, in DuckDB. */
package io.dorisio.emulator.storage;
