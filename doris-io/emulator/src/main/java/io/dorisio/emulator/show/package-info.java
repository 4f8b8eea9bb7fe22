/** Statements about the cluster and its transactions. */
package io.dorisio.emulator.show;
