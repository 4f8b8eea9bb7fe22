package io.dorisio.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/** Texts that break careless writers and readers. */
final class Hostile {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Hostile() {}

  static List<String> texts() {
    return List.of(
        "plain",
        "",
        " blanks on both sides ",
        "a,b\tc|d;e",
        "line\nbreak\r\nand carriage return",
        "it's \"quoted\" `thrice`",
        "back\\slash \\n \\t \\\\",
        "C:\\N\\x01",
        "null",
        "NULL",
        "{\"k\":1}",
        "[1,2]",
        "' OR '1'='1' -- ;",
        "Grüße, Здравствуйте, 你好",
        "😀👩‍👩‍👧‍👦 family",
        "\u0001\u0002\u0007",
        "\uFEFFmark\u200B",
        "x".repeat(70_000));
  }

  static String json(Map<String, ?> row) throws JsonProcessingException {
    return MAPPER.writeValueAsString(row);
  }
}
