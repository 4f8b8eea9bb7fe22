package io.dorisio.cdc.write;

import io.dorisio.cdc.mysql.SourceTable;
import io.dorisio.cdc.rules.TableRoutes;
import io.dorisio.client.TableName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Routes that a worker has found. */
final class CachedRoutes {

  private static final int KEPT = 10_000;

  private final TableRoutes routes;
  private final Map<SourceTable, Optional<TableName>> found = new HashMap<>();

  CachedRoutes(TableRoutes routes) {
    this.routes = routes;
  }

  /** As {@link TableRoutes#route}. */
  Optional<TableName> route(SourceTable table) {
    if (found.size() >= KEPT) {
      found.clear();
    }
    return found.computeIfAbsent(table, routes::route);
  }
}
