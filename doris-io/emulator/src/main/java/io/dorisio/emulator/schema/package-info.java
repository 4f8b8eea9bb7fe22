/** Tables, columns and types as Doris declares them. */
package io.dorisio.emulator.schema;
