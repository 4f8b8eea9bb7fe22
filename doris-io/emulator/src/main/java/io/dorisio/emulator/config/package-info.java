/** Settings under Doris's names. */
package io.dorisio.emulator.config;
