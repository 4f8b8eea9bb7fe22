/** The nodes and which of them are up. */
package io.dorisio.emulator.cluster;
