/** Doris's SQL: the statements the stand-in understands. */
package io.dorisio.emulator.sql;
