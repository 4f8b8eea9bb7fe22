/** A local stand-in for a Doris cluster. */
package io.dorisio.emulator;
