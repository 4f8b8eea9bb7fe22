/** Failures as the server words them. */
package io.dorisio.emulator.error;
