/** Load bodies to typed rows, a row at a time, without objects per value where it can be helped. */
package io.dorisio.emulator.parse;
