package io.dorisio.emulator.sql;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.schema.ColumnType;
import io.dorisio.emulator.schema.ColumnType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads a column type (doris-protocol 7.3). */
final class TypeParser {
  private static final int MAX_CHAR = 255;
  private static final int MAX_VARCHAR = 65533;
  private static final int MAX_DECIMAL = 38;

  private final TokenCursor in;

  TypeParser(TokenCursor in) {
    this.in = in;
  }

  ColumnType parse() throws DorisException {
    int start = in.peek().start();
    String name = in.identifier().toUpperCase(Locale.ROOT);
    return switch (name) {
      case "BOOLEAN", "BOOL" -> ColumnType.of(Kind.BOOLEAN);
      case "TINYINT" -> integer(Kind.TINYINT);
      case "SMALLINT" -> integer(Kind.SMALLINT);
      case "INT", "INTEGER" -> integer(Kind.INT);
      case "BIGINT" -> integer(Kind.BIGINT);
      case "LARGEINT" -> integer(Kind.LARGEINT);
      case "FLOAT" -> ColumnType.of(Kind.FLOAT);
      case "DOUBLE" -> ColumnType.of(Kind.DOUBLE);
      case "DECIMAL", "DECIMALV2", "DECIMALV3", "NUMERIC" -> decimal();
      case "DATE", "DATEV2" -> ColumnType.of(Kind.DATE);
      case "DATETIME", "DATETIMEV2", "TIMESTAMP" -> datetime();
      case "CHAR" -> sized(Kind.CHAR, 1, MAX_CHAR);
      case "VARCHAR" -> sized(Kind.VARCHAR, MAX_VARCHAR, MAX_VARCHAR);
      case "STRING", "TEXT" -> ColumnType.of(Kind.STRING);
      case "JSON", "JSONB" -> ColumnType.of(Kind.JSON);
      case "VARIANT" -> variant(start);
      case "ARRAY" -> nested(Kind.ARRAY, start, 1);
      case "MAP" -> nested(Kind.MAP, start, 2);
      case "STRUCT" -> struct(start);
      case "IPV4" -> ColumnType.of(Kind.IPV4);
      case "IPV6" -> ColumnType.of(Kind.IPV6);
      case "BITMAP", "HLL", "QUANTILE_STATE", "AGG_STATE", "TIME" ->
          throw DorisException.analysis("Type " + name + " is not supported by the emulator");
      default -> throw SqlSyntaxException.at(in.sql(), start, "Unknown data type: " + name);
    };
  }

  private ColumnType integer(Kind kind) throws SqlSyntaxException {
    if (in.peek().isSymbol("(")) {
      in.skipGroup();
    }
    return ColumnType.of(kind);
  }

  private ColumnType decimal() throws DorisException {
    int precision = MAX_DECIMAL;
    int scale = 9;
    if (in.takeSymbol("(")) {
      precision = in.number();
      scale = in.takeSymbol(",") ? in.number() : 0;
      in.expectSymbol(")");
    }
    if (precision < 1 || precision > MAX_DECIMAL) {
      throw DorisException.analysis(
          "Precision of decimal must between 1 and 38. Precision was set to: " + precision + ".");
    }
    if (scale > precision) {
      throw DorisException.analysis(
          "Scale of decimal must between 0 and precision. Scale was set to: " + scale + ".");
    }
    return ColumnType.of(
        Kind.DECIMAL, precision, scale, 0, "DECIMAL(" + precision + "," + scale + ")");
  }

  private ColumnType datetime() throws DorisException {
    int precision = 0;
    if (in.takeSymbol("(")) {
      precision = in.number();
      in.expectSymbol(")");
    }
    if (precision > 6) {
      throw DorisException.analysis(
          "Scale of Datetime/Time must between 0 and 6. Scale was set to: " + precision);
    }
    return ColumnType.of(
        Kind.DATETIME,
        precision,
        0,
        0,
        precision == 0 ? "DATETIME" : "DATETIME(" + precision + ")");
  }

  private ColumnType sized(Kind kind, int length, int max) throws DorisException {
    int bytes = length;
    if (in.takeSymbol("(")) {
      bytes = in.takeSymbol("*") ? max : in.number();
      in.expectSymbol(")");
    }
    if (bytes < 1 || bytes > max) {
      throw DorisException.analysis(kind + " size must be <= " + max + ": " + bytes);
    }
    return ColumnType.of(kind, 0, 0, bytes, kind + "(" + bytes + ")");
  }

  /** Paths with types of their own, and properties, are kept as written. */
  private ColumnType variant(int start) throws SqlSyntaxException {
    int depth = 0;
    while (in.peek().isSymbol("<") || depth > 0) {
      Token token = in.next();
      if (token.kind() == Token.Kind.END) {
        throw in.unexpected("'>'");
      }
      depth += token.isSymbol("<") ? 1 : token.isSymbol(">") ? -1 : 0;
    }
    return ColumnType.of(Kind.VARIANT, 0, 0, 0, in.textFrom(start));
  }

  private ColumnType nested(Kind kind, int start, int count) throws DorisException {
    List<ColumnType> arguments = new ArrayList<>();
    in.expectSymbol("<");
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        in.expectSymbol(",");
      }
      arguments.add(parse());
    }
    in.expectSymbol(">");
    return new ColumnType(kind, 0, 0, 0, in.textFrom(start), List.copyOf(arguments), List.of());
  }

  private ColumnType struct(int start) throws DorisException {
    List<ColumnType> arguments = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    in.expectSymbol("<");
    do {
      fields.add(in.identifier());
      in.expectSymbol(":");
      arguments.add(parse());
      if (in.takeWord("COMMENT")) {
        in.string();
      }
    } while (in.takeSymbol(","));
    in.expectSymbol(">");
    return new ColumnType(
        Kind.STRUCT, 0, 0, 0, in.textFrom(start), List.copyOf(arguments), List.copyOf(fields));
  }
}
