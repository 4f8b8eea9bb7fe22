/** The HTTP ports of a frontend and a backend. */
package io.dorisio.emulator.http;
