package io.dorisio.client;

/** How the backend (BE) that takes a load or a transaction request is found. */
public enum BackendDiscovery {
  /**
   * The frontend chooses: it is asked without a body and answers 307 with a backend's address. The
   * default, as with curl and the official connectors.
   */
  REDIRECT,
  /**
   * {@code GET /api/backends} lists the backends that are alive; loads go round robin over them.
   */
  LIST,
  /** The addresses given in {@link DorisConnection#withBackends}, round robin. */
  GIVEN
}
