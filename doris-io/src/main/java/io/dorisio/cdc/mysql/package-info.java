/**
 * MySQL's tables as Doris takes them: types and values, definitions, and what DDL statements
 * change. Needs neither Beam nor a server.
 */
package io.dorisio.cdc.mysql;
