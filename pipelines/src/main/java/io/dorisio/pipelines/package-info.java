/** Runnable Beam jobs into Apache Doris. */
package io.dorisio.pipelines;
