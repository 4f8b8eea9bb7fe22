/** Faults on demand: what strikes whom, and how often it did. */
package io.dorisio.emulator.fault;
