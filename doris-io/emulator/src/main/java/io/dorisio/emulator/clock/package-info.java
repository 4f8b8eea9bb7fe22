/** The time that the cluster goes by. */
package io.dorisio.emulator.clock;
