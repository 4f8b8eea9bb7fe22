package io.dorisio.pipelines;

import io.dorisio.cdc.ChangeFormat;
import io.dorisio.cdc.ParserOptions;
import io.dorisio.cdc.mysql.ValueOptions;
import io.dorisio.cdc.rules.KeyRules;
import io.dorisio.cdc.rules.MaskingRules;
import io.dorisio.cdc.rules.MetadataColumns;
import io.dorisio.cdc.rules.SchemaChangePolicy;
import io.dorisio.cdc.rules.TableRoutes;
import io.dorisio.cdc.rules.TypeRules;
import io.dorisio.cdc.write.NewTables;
import io.dorisio.cdc.write.WriteChanges;
import java.time.ZoneId;
import java.util.Map;

/** The write of change messages that options ask for. */
final class ChangeWrites {

  private ChangeWrites() {}

  /**
   * The write.
   *
   * @throws IllegalArgumentException naming what is wrong in an option
   */
  static WriteChanges of(
      ChangeFormat format, String labelPrefix, CdcOptions changes, DorisOptions doris) {
    WriteChanges write =
        WriteChanges.of(format)
            .withConnection(DorisConnections.of(doris))
            .withLabelPrefix(labelPrefix)
            .withParser(parser(changes))
            .withRoutes(routes(changes))
            .withMasking(masking(changes))
            .withMetadata(MetadataColumns.parse(changes.getMetadataColumns()))
            .withSchemaChanges(SchemaChangePolicy.parse(changes.getSchemaChangePolicy()))
            .withSharedKeys(changes.getSharedKeys())
            .withValues(values(changes));
    if (changes.isCreateTables()) {
      write = write.withNewTables(newTables(changes));
    }
    Integer shards = doris.getNumShards();
    if (shards != null) {
      write = write.withWrite(w -> w.withNumShards(shards));
    }
    Map<String, String> load = KeyValues.parse("loadProperties", doris.getLoadProperties());
    for (Map.Entry<String, String> property : load.entrySet()) {
      write = write.withWrite(w -> w.withLoadProperty(property.getKey(), property.getValue()));
    }
    return write;
  }

  private static ParserOptions parser(CdcOptions options) {
    return ParserOptions.DEFAULT
        .withTypes(TypeRules.parse(options.getColumnTypes()))
        .withDecimals(options.getDecimalHandling())
        .withTimes(options.getTimePrecision())
        .withBinaries(options.getBinaryHandling());
  }

  private static TableRoutes routes(CdcOptions options) {
    return TableRoutes.parse(options.getRoutes())
        .withUnmatched(options.getUnmatchedTables())
        .withDatabase(options.getTargetDatabase())
        .withPrefix(options.getTablePrefix())
        .withSuffix(options.getTableSuffix());
  }

  private static MaskingRules masking(CdcOptions options) {
    Secret salt = options.getMaskingSalt();
    return MaskingRules.parse(options.getMasking(), salt == null ? "" : salt.reveal());
  }

  private static ValueOptions values(CdcOptions options) {
    return ValueOptions.DEFAULT
        .withBinary(options.getBinaryText())
        .withTinyInt1(options.getTinyInt1())
        .withZeroDates(options.getZeroDates())
        .withZone(ZoneId.of(options.getTimeZone()));
  }

  private static NewTables newTables(CdcOptions options) {
    return NewTables.DEFAULT
        .withBuckets(options.getTableBuckets())
        .withProperties(KeyValues.parse("tableProperties", options.getTableProperties()))
        .withSequenceColumn(options.getSequenceColumn())
        .withKeys(KeyRules.parse(options.getKeyColumns()));
  }
}
