package io.dorisio.emulator.sql;

import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.sql.LoadExpression.Family;
import io.dorisio.emulator.sql.LoadExpression.Term;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The functions of Doris that a load's expressions may call, as far as the store has them. */
public final class LoadFunctions {
  /** Functions of texts, with the store's name and whether a number comes out. */
  private static final Map<String, String> OF_TEXT =
      Map.ofEntries(
          Map.entry("UPPER", "upper"),
          Map.entry("UCASE", "upper"),
          Map.entry("LOWER", "lower"),
          Map.entry("LCASE", "lower"),
          Map.entry("TRIM", "trim"),
          Map.entry("LTRIM", "ltrim"),
          Map.entry("RTRIM", "rtrim"),
          Map.entry("REVERSE", "reverse"),
          Map.entry("REPLACE", "replace"),
          Map.entry("MD5", "md5"),
          Map.entry("CONCAT_WS", "concat_ws"),
          Map.entry("TO_BASE64", "to_base64"));

  private static final Map<String, String> TEXT_TO_NUMBER =
      Map.of(
          "LENGTH",
          "strlen",
          "CHAR_LENGTH",
          "length",
          "CHARACTER_LENGTH",
          "length",
          "INSTR",
          "instr",
          "ASCII",
          "ascii");

  private static final Map<String, String> OF_NUMBERS =
      Map.ofEntries(
          Map.entry("ABS", "abs"),
          Map.entry("ROUND", "round"),
          Map.entry("FLOOR", "floor"),
          Map.entry("CEIL", "ceil"),
          Map.entry("CEILING", "ceil"),
          Map.entry("SQRT", "sqrt"),
          Map.entry("POW", "pow"),
          Map.entry("POWER", "pow"),
          Map.entry("EXP", "exp"),
          Map.entry("LN", "ln"),
          Map.entry("SIGN", "sign"));

  private static final Map<String, String> OF_TIME =
      Map.of(
          "YEAR",
          "year",
          "MONTH",
          "month",
          "DAY",
          "day",
          "DAYOFMONTH",
          "day",
          "HOUR",
          "hour",
          "MINUTE",
          "minute",
          "SECOND",
          "second",
          "QUARTER",
          "quarter",
          "DAYOFYEAR",
          "dayofyear");

  private final LocalDateTime now;
  private final int offsetSeconds;

  /** Times are those of the load's zone, at its offset of now. */
  public LoadFunctions(Instant now, ZoneId zone) {
    this.now = LocalDateTime.ofInstant(now, zone).truncatedTo(ChronoUnit.SECONDS);
    this.offsetSeconds = zone.getRules().getOffset(now).getTotalSeconds();
  }

  /** Whether a word without parentheses is a call. */
  boolean isConstant(String word) {
    String name = word.toUpperCase(Locale.ROOT);
    return name.equals("CURRENT_TIMESTAMP") || name.equals("CURRENT_DATE");
  }

  Term call(String function, List<Term> args) throws DorisException {
    String name = function.toUpperCase(Locale.ROOT);
    if (OF_TEXT.containsKey(name)) {
      return each(OF_TEXT.get(name), args, Term::asText, Family.TEXT);
    }
    if (TEXT_TO_NUMBER.containsKey(name)) {
      return each(TEXT_TO_NUMBER.get(name), args, Term::asText, Family.NUMBER);
    }
    if (OF_NUMBERS.containsKey(name)) {
      return each(OF_NUMBERS.get(name), args, Term::asNumber, Family.NUMBER);
    }
    if (OF_TIME.containsKey(name)) {
      return each(OF_TIME.get(name), args, Term::asTime, Family.NUMBER);
    }
    return switch (name) {
      case "IF" -> {
        count(name, args, 3, 3);
        yield new Term(
            "(CASE WHEN "
                + args.get(0).sql()
                + (" THEN " + args.get(1).sql() + " ELSE " + args.get(2).sql() + " END)"),
            args.get(1).family());
      }
      case "IFNULL", "NVL", "COALESCE" ->
          each("coalesce", args, UnaryOperator.identity(), family(args));
      case "NULLIF" -> each("nullif", args, UnaryOperator.identity(), family(args));
      case "GREATEST", "LEAST" ->
          each(name.toLowerCase(Locale.ROOT), args, UnaryOperator.identity(), family(args));
      // Unlike the store's concat, NULL if any argument is.
      case "CONCAT" ->
          new Term(
              args.stream()
                  .map(t -> t.asText().sql())
                  .collect(Collectors.joining(" || ", "(", ")")),
              Family.TEXT);
      case "SUBSTR",
          "SUBSTRING",
          "LEFT",
          "RIGHT",
          "STRLEFT",
          "STRRIGHT",
          "LPAD",
          "RPAD",
          "SPLIT_PART",
          "REPEAT" ->
          sliced(name, args);
      case "MOD" -> {
        count(name, args, 2, 2);
        String sql = args.get(0).asNumber().sql() + " % " + args.get(1).asNumber().sql();
        yield new Term("(" + sql + ")", Family.NUMBER);
      }
      case "UUID" -> new Term("CAST(uuid() AS VARCHAR)", Family.TEXT);
      case "GET_JSON_STRING",
          "JSON_EXTRACT",
          "JSONB_EXTRACT_STRING",
          "JSON_UNQUOTE",
          "GET_JSON_INT",
          "GET_JSON_BIGINT",
          "GET_JSON_DOUBLE" -> {
        count(name, args, 2, 2);
        yield each("json_extract_string", args, Term::asText, Family.TEXT);
      }
      default -> time(name, function, args);
    };
  }

  private Term time(String name, String function, List<Term> args) throws DorisException {
    switch (name) {
      case "NOW", "CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP" -> {
        return new Term("TIMESTAMP '" + now.toString().replace('T', ' ') + "'", Family.OTHER);
      }
      case "CURDATE", "CURRENT_DATE" -> {
        return new Term("DATE '" + now.toLocalDate() + "'", Family.OTHER);
      }
      case "DATE", "TO_DATE", "DATEV2" -> {
        count(name, args, 1, 1);
        return new Term("CAST(" + args.get(0).asTime().sql() + " AS DATE)", Family.OTHER);
      }
      case "DATE_ADD", "DATE_SUB", "ADDDATE", "SUBDATE", "DAYS_ADD", "DAYS_SUB" -> {
        count(name, args, 2, 2);
        boolean days = args.get(1).family() != Family.OTHER;
        String step = args.get(1).sql();
        String interval =
            days ? "to_days(CAST(" + args.get(1).asNumber().sql() + " AS INTEGER))" : step;
        String operator = name.contains("SUB") ? " - " : " + ";
        return new Term("(" + args.get(0).asTime().sql() + operator + interval + ")", Family.OTHER);
      }
      case "DATE_FORMAT" -> {
        count(name, args, 2, 2);
        String format = DateFormats.toStore(args.get(1).sql());
        return new Term(
            "strftime(" + args.get(0).asTime().sql() + ", " + format + ")", Family.TEXT);
      }
      case "STR_TO_DATE" -> {
        count(name, args, 2, 2);
        String format = DateFormats.toStore(args.get(1).sql());
        return new Term(
            "try_strptime(" + args.get(0).asText().sql() + ", " + format + ")", Family.OTHER);
      }
      case "FROM_UNIXTIME" -> {
        count(name, args, 1, 2);
        String millis =
            "CAST((" + args.get(0).asNumber().sql() + " + " + offsetSeconds + ") * 1000 AS BIGINT)";
        String format =
            args.size() > 1 ? DateFormats.toStore(args.get(1).sql()) : "'%Y-%m-%d %H:%M:%S'";
        return new Term("strftime(epoch_ms(" + millis + "), " + format + ")", Family.TEXT);
      }
      case "UNIX_TIMESTAMP" -> {
        count(name, args, 1, 2);
        Term time =
            args.size() > 1 ? time("STR_TO_DATE", "str_to_date", args) : args.get(0).asTime();
        return new Term(
            "(CAST(epoch(" + time.sql() + ") AS BIGINT) - " + offsetSeconds + ")", Family.NUMBER);
      }
      default ->
          throw DorisException.analysis(
              "function " + function + " is not known to the emulator in load expressions");
    }
  }

  private static Term sliced(String name, List<Term> args) throws DorisException {
    count(name, args, 2, 3);
    String store =
        switch (name) {
          case "SUBSTRING" -> "substr";
          case "STRLEFT" -> "left";
          case "STRRIGHT" -> "right";
          default -> name.toLowerCase(Locale.ROOT);
        };
    StringBuilder sql = new StringBuilder(store).append('(').append(args.get(0).asText().sql());
    for (int i = 1; i < args.size(); i++) {
      boolean text = (name.equals("SPLIT_PART") && i == 1) || (name.endsWith("PAD") && i == 2);
      String argument =
          text
              ? args.get(i).asText().sql()
              : "CAST(" + args.get(i).asNumber().sql() + " AS INTEGER)";
      sql.append(", ").append(argument);
    }
    return new Term(sql.append(')').toString(), Family.TEXT);
  }

  private static Term each(
      String store, List<Term> args, UnaryOperator<Term> coercion, Family result) {
    return new Term(
        args.stream()
            .map(term -> coercion.apply(term).sql())
            .collect(Collectors.joining(", ", store + "(", ")")),
        result);
  }

  private static Family family(List<Term> args) {
    return args.isEmpty() ? Family.OTHER : args.get(0).family();
  }

  private static void count(String name, List<Term> args, int min, int max) throws DorisException {
    if (args.size() < min || args.size() > max) {
      throw DorisException.analysis(
          "Can not found function '"
              + name.toLowerCase(Locale.ROOT)
              + "' which has "
              + args.size()
              + " arity");
    }
  }
}
