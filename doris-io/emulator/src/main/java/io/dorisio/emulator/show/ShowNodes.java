package io.dorisio.emulator.show;

import io.dorisio.emulator.cluster.Cluster;
import io.dorisio.emulator.cluster.Node;
import io.dorisio.emulator.storage.QueryResult;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * SHOW FRONTENDS, with the columns that a 2.1 server answered, and SHOW BACKENDS, with those of
 * BackendsProcDir, its spelling included.
 */
public final class ShowNodes {
  private static final String VERSION = "doris-emulator";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final List<QueryResult.ResultColumn> FRONTENDS =
      StatementRunner.columns(
          "Name",
          "Host",
          "EditLogPort",
          "HttpPort",
          "QueryPort",
          "RpcPort",
          "ArrowFlightSqlPort",
          "Role",
          "IsMaster",
          "ClusterId",
          "Join",
          "Alive",
          "ReplayedJournalId",
          "LastStartTime",
          "LastHeartbeat",
          "IsHelper",
          "ErrMsg",
          "Version",
          "CurrentConnected");
  private static final List<QueryResult.ResultColumn> BACKENDS =
      StatementRunner.columns(
          "BackendId",
          "Host",
          "HeartbeatPort",
          "BePort",
          "HttpPort",
          "BrpcPort",
          "ArrowFlightSqlPort",
          "LastStartTime",
          "LastHeartbeat",
          "Alive",
          "SystemDecommissioned",
          "TabletNum",
          "DataUsedCapacity",
          "TrashUsedCapcacity",
          "AvailCapacity",
          "TotalCapacity",
          "UsedPct",
          "MaxDiskUsedPct",
          "RemoteUsedCapacity",
          "Tag",
          "ErrMsg",
          "Version",
          "Status",
          "HeartbeatFailureCounter",
          "NodeRole");

  private final Cluster cluster;

  public ShowNodes(Cluster cluster) {
    this.cluster = cluster;
  }

  QueryResult frontends() {
    List<List<Object>> rows = new ArrayList<>();
    for (Node node : cluster.frontends()) {
      boolean master = node == cluster.master();
      rows.add(
          List.of(
              node.name(),
              node.host(),
              "-1",
              String.valueOf(node.port()),
              "-1",
              "-1",
              "-1",
              "FOLLOWER",
              String.valueOf(master),
              "1",
              "true",
              String.valueOf(cluster.isAlive(node)),
              "0",
              time(node.changedAt()),
              time(node.changedAt()),
              "true",
              "",
              VERSION,
              master ? "Yes" : "No"));
    }
    return new QueryResult(FRONTENDS, rows);
  }

  QueryResult backends() {
    List<List<Object>> rows = new ArrayList<>();
    for (Node node : cluster.backends()) {
      rows.add(
          List.of(
              String.valueOf(node.id()),
              node.host(),
              "-1",
              "-1",
              String.valueOf(node.port()),
              "-1",
              "-1",
              time(node.changedAt()),
              time(node.changedAt()),
              String.valueOf(cluster.isAlive(node)),
              "false",
              "0",
              "0.000 ",
              "0.000 ",
              "0.000 ",
              "0.000 ",
              "0.00 %",
              "0.00 %",
              "0.000 ",
              "{\"location\" : \"default\"}",
              "",
              VERSION,
              "{}",
              "0",
              "mix"));
    }
    return new QueryResult(BACKENDS, rows);
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }
}
