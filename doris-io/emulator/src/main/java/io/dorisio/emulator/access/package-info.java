/** Who may ask. */
package io.dorisio.emulator.access;
