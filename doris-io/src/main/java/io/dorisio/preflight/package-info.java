/** What can be said of a write before it starts: whether server and table fit it. */
package io.dorisio.preflight;
