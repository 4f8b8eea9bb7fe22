/**
 * All HTTP with a Doris cluster: Stream Load, its transactions, and the frontends' REST API. Needs
 * no Beam. Protocol facts cite the Doris documentation or source file they come from.
 */
package io.dorisio.client;
