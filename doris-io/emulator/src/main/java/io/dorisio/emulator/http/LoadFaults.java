package io.dorisio.emulator.http;

import io.dorisio.emulator.cluster.Cluster;
import io.dorisio.emulator.cluster.Node;
import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.fault.FaultKind;
import io.dorisio.emulator.fault.FaultTarget;
import io.dorisio.emulator.fault.Faults;
import io.dorisio.emulator.fault.Strike;
import io.dorisio.emulator.load.LoadRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes the faults happen that strike in the body of a load. */
final class LoadFaults {
  private static final List<FaultKind> KINDS =
      List.of(
          FaultKind.BACKEND_HANGS,
          FaultKind.CONNECTION_CLOSED,
          FaultKind.BACKEND_DOWN,
          FaultKind.TOO_MANY_VERSIONS);

  private record Due(FaultKind kind, Strike strike) {}

  private final Cluster cluster;
  private final Node node;
  private final Exchange exchange;
  private final List<Due> due = new ArrayList<>();

  LoadFaults(Faults faults, FaultTarget target, Cluster cluster, Node node, Exchange exchange) {
    this.cluster = cluster;
    this.node = node;
    this.exchange = exchange;
    for (FaultKind kind : KINDS) {
      Strike strike = faults.strike(kind, target);
      if (strike != null) {
        due.add(new Due(kind, strike));
      }
    }
    due.sort(Comparator.comparingLong(fault -> fault.strike().afterBytes()));
  }

  /** The body in which they strike: where they are due, or at its end where it is shorter. */
  InputStream body() {
    return due.isEmpty() ? exchange.body() : new Body();
  }

  private final class Body extends InputStream {
    private final InputStream in = exchange.body();
    private long received;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      strike(received);
      int wanted = length;
      if (!due.isEmpty()) {
        wanted = (int) Math.min(length, due.get(0).strike().afterBytes() - received);
      }
      int read = in.read(buffer, offset, wanted);
      if (read < 0) {
        strike(Long.MAX_VALUE);
      } else {
        received += read;
      }
      return read;
    }

    private void strike(long position) throws IOException {
      while (!due.isEmpty() && due.get(0).strike().afterBytes() <= position) {
        happen(due.remove(0));
      }
    }

    private void happen(Due fault) throws IOException {
      switch (fault.kind()) {
        case BACKEND_HANGS -> await(fault.strike());
        case CONNECTION_CLOSED -> {
          exchange.loseReply();
          throw new IOException("the connection was closed");
        }
        case BACKEND_DOWN -> {
          cluster.crash(node, fault.strike());
          exchange.abort();
          throw new IOException(node.name() + " died");
        }
        default ->
            // doris-protocol 3.4, be/src/olap/rowset_builder.cpp
            throw new LoadRefusedException(
                DorisException.backend(
                    "E-235",
                    "failed to init rowset builder. version count: 2001, exceed limit: 2000,"
                        + " tablet: 10008"));
      }
    }
  }

  /** Waits; what interrupts it is the end of the node. */
  static void await(Strike strike) throws IOException {
    try {
      strike.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the node was stopped", e);
    }
  }
}
