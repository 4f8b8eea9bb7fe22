/** One Stream Load from its headers to its report: the backend's work. */
package io.dorisio.emulator.load;
