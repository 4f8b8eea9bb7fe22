/**
 * Tables and their columns: read from the server, created from a Beam schema, changed to fit one,
 * and compared with rows before these are sent.
 */
package io.dorisio.schema;
