package io.dorisio.cdc.mysql;

import io.dorisio.cdc.mysql.MySqlType.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads the text of a type.
 *
 * <p>Aliases are those of the MySQL reference manual, 11.1 to 11.3 (numeric, string and date types)
 * and 11.9 (types of other vendors).
 */
final class MySqlTypeText {

  private static final Map<String, Name> NAMES =
      Map.ofEntries(
          Map.entry("bool", Name.TINYINT),
          Map.entry("boolean", Name.TINYINT),
          Map.entry("tinyint", Name.TINYINT),
          Map.entry("int1", Name.TINYINT),
          Map.entry("smallint", Name.SMALLINT),
          Map.entry("int2", Name.SMALLINT),
          Map.entry("mediumint", Name.MEDIUMINT),
          Map.entry("middleint", Name.MEDIUMINT),
          Map.entry("int3", Name.MEDIUMINT),
          Map.entry("int", Name.INT),
          Map.entry("integer", Name.INT),
          Map.entry("int4", Name.INT),
          Map.entry("bigint", Name.BIGINT),
          Map.entry("int8", Name.BIGINT),
          Map.entry("serial", Name.BIGINT),
          Map.entry("decimal", Name.DECIMAL),
          Map.entry("numeric", Name.DECIMAL),
          Map.entry("dec", Name.DECIMAL),
          Map.entry("fixed", Name.DECIMAL),
          Map.entry("float", Name.FLOAT),
          Map.entry("float4", Name.FLOAT),
          Map.entry("double", Name.DOUBLE),
          Map.entry("real", Name.DOUBLE),
          Map.entry("float8", Name.DOUBLE),
          Map.entry("bit", Name.BIT),
          Map.entry("date", Name.DATE),
          Map.entry("datetime", Name.DATETIME),
          Map.entry("timestamp", Name.TIMESTAMP),
          Map.entry("time", Name.TIME),
          Map.entry("year", Name.YEAR),
          Map.entry("char", Name.CHAR),
          Map.entry("character", Name.CHAR),
          Map.entry("nchar", Name.CHAR),
          Map.entry("varchar", Name.VARCHAR),
          Map.entry("nvarchar", Name.VARCHAR),
          Map.entry("varcharacter", Name.VARCHAR),
          Map.entry("tinytext", Name.TEXT),
          Map.entry("text", Name.TEXT),
          Map.entry("mediumtext", Name.TEXT),
          Map.entry("longtext", Name.TEXT),
          Map.entry("long", Name.TEXT),
          Map.entry("binary", Name.BINARY),
          Map.entry("varbinary", Name.VARBINARY),
          Map.entry("tinyblob", Name.BLOB),
          Map.entry("blob", Name.BLOB),
          Map.entry("mediumblob", Name.BLOB),
          Map.entry("longblob", Name.BLOB),
          Map.entry("enum", Name.ENUM),
          Map.entry("set", Name.SET),
          Map.entry("json", Name.JSON),
          Map.entry("geometry", Name.GEOMETRY),
          Map.entry("point", Name.GEOMETRY),
          Map.entry("linestring", Name.GEOMETRY),
          Map.entry("polygon", Name.GEOMETRY),
          Map.entry("multipoint", Name.GEOMETRY),
          Map.entry("multilinestring", Name.GEOMETRY),
          Map.entry("multipolygon", Name.GEOMETRY),
          Map.entry("geometrycollection", Name.GEOMETRY),
          Map.entry("geomcollection", Name.GEOMETRY),
          Map.entry("vector", Name.VECTOR));

  private static final Pattern BINARY_CHARACTERS =
      Pattern.compile("char(acter\\s+)?set\\s*=?\\s*['\"]?binary\\b");
  private static final Map<Name, Name> BINARY_FOR =
      Map.of(Name.CHAR, Name.BINARY, Name.VARCHAR, Name.VARBINARY, Name.TEXT, Name.BLOB);

  private final String text;
  private int at;

  private MySqlTypeText(String text) {
    this.text = text;
  }

  static MySqlType parse(String text) {
    return new MySqlTypeText(text.strip()).type();
  }

  private MySqlType type() {
    String word = word();
    if (word.equals("national")) {
      word = word();
    }
    if (word.isEmpty()) {
      throw new IllegalArgumentException("\"" + text + "\" is no type of MySQL");
    }
    String next = peekWord();
    if (next.equals("varying") || (word.equals("nchar") && next.equals("varchar"))) {
      word();
      word = "varchar";
    } else if (word.equals("long") && next.equals("varbinary")) {
      word = "blob";
    } else if (word.equals("double") && next.equals("precision")) {
      word();
    }
    Name name = NAMES.getOrDefault(word, Name.UNKNOWN);
    List<String> arguments = arguments();
    String rest = text.substring(at).toLowerCase(Locale.ROOT);
    return typed(word, name, arguments, rest);
  }

  private MySqlType typed(String word, Name name, List<String> arguments, String rest) {
    if (name == Name.ENUM || name == Name.SET) {
      return MySqlType.of(name).withMembers(arguments);
    }
    int length = number(arguments, 0);
    int scale = number(arguments, 1);
    if (word.startsWith("bool")) {
      length = 1;
    }
    if (name == Name.FLOAT && length > 24 && scale == MySqlType.UNKNOWN_LENGTH) {
      // FLOAT(25) to FLOAT(53) are doubles.
      name = Name.DOUBLE;
    }
    if (name == Name.UNKNOWN) {
      return MySqlType.UNKNOWN;
    }
    if (BINARY_CHARACTERS.matcher(rest).find()) {
      // MySQL itself makes them binary types.
      name = BINARY_FOR.getOrDefault(name, name);
    }
    MySqlType type = MySqlType.of(name, length, scale);
    boolean unsigned =
        word.equals("serial") || rest.contains("unsigned") || rest.contains("zerofill");
    return unsigned ? type.asUnsigned() : type;
  }

  private int number(List<String> arguments, int index) {
    if (index >= arguments.size()) {
      return MySqlType.UNKNOWN_LENGTH;
    }
    try {
      return Integer.parseInt(arguments.get(index));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The type \"" + text + "\" has no number where its length should be", e);
    }
  }

  private String word() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    return text.substring(start, at).toLowerCase(Locale.ROOT);
  }

  private String peekWord() {
    int start = at;
    String word = word();
    at = start;
    return word;
  }

  private List<String> arguments() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at >= text.length() || text.charAt(at) != '(') {
      return List.of();
    }
    at++;
    List<String> arguments = new ArrayList<>();
    while (true) {
      arguments.add(argument());
      char end = at < text.length() ? text.charAt(at++) : '\0';
      if (end == ')') {
        return arguments;
      }
      if (end != ',') {
        throw new IllegalArgumentException(
            "The brackets of the type \"" + text + "\" do not close");
      }
    }
  }

  private String argument() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '\'') {
      return quoted();
    }
    int start = at;
    while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ')') {
      at++;
    }
    return text.substring(start, at).strip();
  }

  private String quoted() {
    StringBuilder member = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\'') {
        if (at >= text.length() || text.charAt(at) != '\'') {
          while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
          }
          return member.toString();
        }
        at++;
      } else if (c == '\\' && at < text.length()) {
        c = text.charAt(at++);
      }
      member.append(c);
    }
    throw new IllegalArgumentException("A quote in the type \"" + text + "\" does not close");
  }
}
