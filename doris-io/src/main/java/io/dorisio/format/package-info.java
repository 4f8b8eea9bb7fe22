/** How elements become rows of a Stream Load's body. Needs neither a server nor a runner. */
package io.dorisio.format;
