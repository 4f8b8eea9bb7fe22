package io.dorisio.emulator.sql;

import io.dorisio.emulator.error.DorisException;

/** SQL that is not understood, worded like Doris's parser. */
public final class SqlSyntaxException extends DorisException {
  private SqlSyntaxException(String detail) {
    super(ANALYSIS_ERROR, 2, detail);
  }

  static SqlSyntaxException at(String sql, int offset, String problem) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < offset && i < sql.length(); i++) {
      if (sql.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new SqlSyntaxException(
        "\n" + problem + "(line " + line + ", pos " + (offset - lineStart) + ")\n");
  }
}
