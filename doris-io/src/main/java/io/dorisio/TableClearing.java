package io.dorisio;

import io.dorisio.client.DorisConnection;
import io.dorisio.client.StatementRefusedException;
import io.dorisio.client.TableName;
import io.dorisio.schema.CreateDisposition;
import io.dorisio.schema.TablePreparation;
import io.dorisio.schema.TableSetup;
import io.dorisio.schema.WriteDisposition;
import java.io.IOException;
import java.time.Duration;

/**
 * Deals with the rows that a table has, where a pipeline is launched: once, and before it runs. On
 * a worker it would be done again when the worker is replaced, behind rows that were written.
 */
final class TableClearing {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private TableClearing() {}

  static void clear(DorisConnection connection, TableName table, TableSetup setup) {
    if (setup.write() == WriteDisposition.APPEND) {
      return;
    }
    try (TablePreparation preparation = new TablePreparation(connection, LIMIT)) {
      preparation.clear(table, setup.write());
    } catch (StatementRefusedException e) {
      boolean createdLater =
          setup.create() == CreateDisposition.CREATE_IF_NEEDED
              && e.reason() == StatementRefusedException.Reason.TABLE_MISSING;
      if (!createdLater) {
        throw failed(table, setup, e);
      }
    } catch (IOException e) {
      throw failed(table, setup, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(table, setup, e);
    }
  }

  private static IllegalStateException failed(TableName table, TableSetup setup, Exception e) {
    return new IllegalStateException(
        "WriteDisposition." + setup.write() + " of " + table + " failed: " + e.getMessage(), e);
  }
}
