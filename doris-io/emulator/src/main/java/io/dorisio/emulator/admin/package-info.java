/** What happened, and the switches that no real server has. */
package io.dorisio.emulator.admin;
