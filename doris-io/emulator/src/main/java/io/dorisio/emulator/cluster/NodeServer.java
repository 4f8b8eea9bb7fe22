package io.dorisio.emulator.cluster;

/** What answers on a node's port. */
public interface NodeServer {
  /**
   * Listens.
   *
   * @param port 0 for any free one
   * @return the port that is listened on
   */
  int start(int port) throws Exception;

  /** Cuts all connections and refuses new ones. */
  void stop() throws Exception;

  int openConnections();
}
