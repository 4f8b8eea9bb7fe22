/** Exactly-once writes from Apache Beam into Apache Doris. */
package io.dorisio;
