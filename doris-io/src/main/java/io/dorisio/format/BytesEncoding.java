package io.dorisio.format;

import java.util.Base64;

/** The text that binary values become: Doris has no column type for bytes. */
public enum BytesEncoding {
  /** As of RFC 4648, with padding. */
  BASE64 {
    @Override
    byte[] encode(byte[] bytes) {
      return Base64.getEncoder().encode(bytes);
    }
  },

  /** Two lower-case digits a byte, which Doris' {@code unhex} takes back. */
  HEX {
    @Override
    byte[] encode(byte[] bytes) {
      byte[] text = new byte[2 * bytes.length];
      for (int i = 0; i < bytes.length; i++) {
        text[2 * i] = (byte) Character.forDigit((bytes[i] >> 4) & 0xF, 16);
        text[2 * i + 1] = (byte) Character.forDigit(bytes[i] & 0xF, 16);
      }
      return text;
    }
  };

  /** The ASCII characters. */
  abstract byte[] encode(byte[] bytes);
}
