package io.dorisio.emulator.storage;

import io.dorisio.emulator.schema.TableSchema;
import io.dorisio.emulator.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * The changes of tables' columns, all of them finished when they are made (fe-core
 * common/proc/SchemaChangeProcDir.java, alter/SchemaChangeJobV2.java getInfo). Forgotten with the
 * process.
 */
final class AlterJobs {
  static final String[] TITLES = {
    "JobId",
    "TableName",
    "CreateTime",
    "FinishTime",
    "IndexName",
    "IndexId",
    "OriginIndexId",
    "SchemaVersion",
    "TransactionId",
    "State",
    "Msg",
    "Progress",
    "Timeout"
  };

  private static final int KEPT = 1_000;
  private static final int TIMEOUT_SECONDS = 30 * 86_400;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private record Job(long id, String database, TableSchema table, String time) {}

  private final Deque<Job> jobs = new ArrayDeque<>();
  private long lastId = 20_000;

  synchronized void finished(TableSchema table) {
    jobs.addLast(
        new Job(++lastId, table.database(), table, TIME.format(LocalDateTime.now(ZoneOffset.UTC))));
    if (jobs.size() > KEPT) {
      jobs.removeFirst();
    }
  }

  synchronized List<List<Object>> rows(String database, Statement.ShowAlterTable show) {
    List<List<Object>> rows = new ArrayList<>();
    for (Job job : jobs) {
      boolean asked = show.table() == null || show.table().equals(job.table().name());
      if (job.database().equals(database) && asked) {
        rows.add(row(job));
      }
    }
    if (show.newestFirst()) {
      Collections.reverse(rows);
    }
    return List.copyOf(rows.subList(0, Math.min(show.limit(), rows.size())));
  }

  private static List<Object> row(Job job) {
    String table = job.table().name();
    String index = String.valueOf(job.table().id());
    return List.of(
        String.valueOf(job.id()),
        table,
        job.time(),
        job.time(),
        table,
        index,
        index,
        "1:0",
        "-1",
        "FINISHED",
        "",
        "\\N",
        String.valueOf(TIMEOUT_SECONDS));
  }
}
