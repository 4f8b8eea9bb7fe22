package io.dorisio.schema;

import io.dorisio.schema.DorisType.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads the words of a type (Doris: {@code ScalarType.java}, {@code DorisParser.g4} dataType). */
final class TypeReader {

  /** What DECIMAL without arguments is (Doris: {@code DecimalV3Type.SYSTEM_DEFAULT}). */
  private static final DorisType DEFAULT_DECIMAL = DorisType.decimal(DorisType.MAX_DECIMAL, 9);

  private TypeReader() {}

  static DorisType read(DdlCursor in) {
    in.peek();
    int start = in.position();
    String word = in.word();
    return switch (word) {
      case "BOOLEAN", "BOOL" -> DorisType.of(Kind.BOOLEAN);
      case "TINYINT" -> integer(in, Kind.TINYINT);
      case "SMALLINT" -> integer(in, Kind.SMALLINT);
      case "INT", "INTEGER" -> integer(in, Kind.INT);
      case "BIGINT" -> integer(in, Kind.BIGINT);
      case "LARGEINT" -> integer(in, Kind.LARGEINT);
      case "FLOAT" -> DorisType.of(Kind.FLOAT);
      case "DOUBLE" -> DorisType.of(Kind.DOUBLE);
      case "DECIMAL", "DECIMALV2", "DECIMALV3", "DECIMAL32", "DECIMAL64", "DECIMAL128", "NUMERIC" ->
          decimal(in);
      case "DATE", "DATEV1", "DATEV2" -> DorisType.of(Kind.DATE);
      case "DATETIME", "DATETIMEV1", "DATETIMEV2" -> DorisType.datetime(argument(in, 0));
      case "CHAR", "CHARACTER" -> DorisType.sized(Kind.CHAR, argument(in, 1));
      case "VARCHAR" -> DorisType.sized(Kind.VARCHAR, argument(in, DorisType.MAX_VARCHAR));
      case "STRING", "TEXT" -> DorisType.of(Kind.STRING);
      case "JSON", "JSONB" -> DorisType.of(Kind.JSON);
      case "IPV4" -> DorisType.of(Kind.IPV4);
      case "IPV6" -> DorisType.of(Kind.IPV6);
      case "BITMAP" -> DorisType.of(Kind.BITMAP);
      case "HLL" -> DorisType.of(Kind.HLL);
      case "QUANTILE_STATE" -> DorisType.of(Kind.QUANTILE_STATE);
      case "ARRAY" -> array(in);
      case "MAP" -> map(in);
      case "STRUCT" -> struct(in);
      case "VARIANT" -> verbatim(in, Kind.VARIANT, start);
      case "AGG_STATE" -> verbatim(in, Kind.AGG_STATE, start);
      default -> verbatim(in, Kind.OTHER, start);
    };
  }

  /** A display width, as in INT(11), means nothing. */
  private static DorisType integer(DdlCursor in, Kind kind) {
    if (in.peek() == '(') {
      in.group('(', ')');
    }
    return DorisType.of(kind);
  }

  private static DorisType decimal(DdlCursor in) {
    if (!in.take('(')) {
      return DEFAULT_DECIMAL;
    }
    int precision = in.number();
    int scale = in.take(',') ? in.number() : 0;
    in.expect(')');
    return DorisType.decimal(precision, scale);
  }

  private static int argument(DdlCursor in, int otherwise) {
    if (!in.take('(')) {
      return otherwise;
    }
    int argument = in.take('*') ? otherwise : in.number();
    in.expect(')');
    return argument;
  }

  private static DorisType array(DdlCursor in) {
    in.expect('<');
    DorisType element = read(in);
    in.expect('>');
    return DorisType.array(element);
  }

  private static DorisType map(DdlCursor in) {
    in.expect('<');
    DorisType key = read(in);
    in.expect(',');
    DorisType value = read(in);
    in.expect('>');
    return DorisType.map(key, value);
  }

  private static DorisType struct(DdlCursor in) {
    List<String> names = new ArrayList<>();
    List<DorisType> types = new ArrayList<>();
    in.expect('<');
    do {
      names.add(in.name());
      in.expect(':');
      types.add(read(in));
      if (in.takeWord("COMMENT")) {
        in.quotedText();
      }
    } while (in.take(','));
    in.expect('>');
    return DorisType.struct(names, types);
  }

  private static DorisType verbatim(DdlCursor in, Kind kind, int start) {
    if (in.peek() == '<') {
      in.group('<', '>');
    }
    if (in.peek() == '(') {
      in.group('(', ')');
    }
    String text = in.textFrom(start).strip();
    return new DorisType(kind, 0, 0, 0, List.of(), List.of(), text);
  }
}
