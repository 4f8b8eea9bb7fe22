package io.dorisio.emulator.sql;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.schema.Column;
import io.dorisio.emulator.schema.ColumnType;
import io.dorisio.emulator.schema.KeysModel;
import io.dorisio.emulator.schema.TableSchema;
import java.util.List;
import java.util.Map;

/**
 * The sequence properties of CREATE TABLE, checked and worded as in fe-core
 * common/util/PropertyAnalyzer.java (analyzeSequenceType, analyzeSequenceMapCol).
 */
final class SequenceProperties {
  private SequenceProperties() {}

  /** The type of a sequence column of its own; null where there is none. */
  static ColumnType check(Map<String, String> properties, KeysModel model, List<Column> columns)
      throws DorisException {
    String mapped = properties.get(TableSchema.SEQUENCE_COLUMN_PROPERTY);
    String typeName = properties.get(TableSchema.SEQUENCE_TYPE_PROPERTY);
    if (mapped == null && typeName == null) {
      return null;
    }
    if (model != KeysModel.UNIQUE) {
      throw DorisException.analysis("sequence column only support UNIQUE_KEYS");
    }
    if (typeName != null) {
      if (mapped != null) {
        throw DorisException.analysis(
            "sequence_col and sequence_type cannot be set at the same time");
      }
      ColumnType type = type(typeName);
      require(type, "sequence type only support integer types and date types");
      return type;
    }
    int index = TableSchema.indexOf(columns, mapped);
    if (index < 0) {
      throw DorisException.analysis("The specified sequence column[" + mapped + "] not exists");
    }
    require(
        columns.get(index).type(),
        "Sequence type only support integer types and date types, but got "
            + columns.get(index).type().text());
    return null;
  }

  private static ColumnType type(String name) throws DorisException {
    return new TypeParser(new TokenCursor(name, Tokenizer.tokens(name))).parse();
  }

  private static void require(ColumnType type, String complaint) throws DorisException {
    switch (type.kind()) {
      case TINYINT, SMALLINT, INT, BIGINT, LARGEINT, DATE, DATETIME -> {}
      default -> throw DorisException.analysis(complaint);
    }
  }
}
