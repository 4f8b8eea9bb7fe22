package io.dorisio.emulator.parse;

import java.io.IOException;
import java.io.InputStream;

/**
 * The body as one JSON document. A document that is an array is cut into its elements as it
 * arrives, so that only one element need fit in memory; elements come out as texts of their own.
 */
final class JsonDocument implements JsonRowReader.Texts {
  private final ByteWindow window;
  private final boolean stripOuterArray;
  private int start;
  private int end;
  private boolean opened;
  private boolean done;

  JsonDocument(InputStream in, boolean stripOuterArray) {
    this.window = new ByteWindow(in);
    this.stripOuterArray = stripOuterArray;
  }

  @Override
  public byte[] bytes() {
    return window.bytes;
  }

  @Override
  public int start() {
    return start;
  }

  @Override
  public int end() {
    return end;
  }

  @Override
  public boolean stripped() {
    return opened;
  }

  @Override
  public boolean next() throws IOException, JsonSyntaxException {
    if (done) {
      return false;
    }
    int first = skipBlanks();
    if (first < 0) {
      boolean broken = opened;
      finish();
      if (broken) {
        throw JsonSyntaxException.structure();
      }
      return false;
    }
    boolean elementWise = stripOuterArray && (opened || first == '[');
    if (!elementWise) {
      whole();
      return true;
    }
    return opened ? laterElement(first) : firstElement();
  }

  private void finish() throws IOException {
    done = true;
    start = end = window.position;
    do {
      window.position = window.limit;
    } while (window.fill());
    start = end = window.position;
  }

  /** A document that is no array: taken as a whole. */
  private void whole() throws IOException {
    boolean more;
    do {
      more = window.fill();
    } while (more);
    start = window.position;
    end = window.limit;
    window.position = window.limit;
    done = true;
  }

  private boolean firstElement() throws IOException, JsonSyntaxException {
    opened = true;
    window.position++;
    int first = skipBlanks();
    return first == ']' ? close() : element(first);
  }

  private boolean laterElement(int first) throws IOException, JsonSyntaxException {
    if (first == ']') {
      return close();
    }
    if (first != ',') {
      finish();
      throw JsonSyntaxException.structure();
    }
    window.position++;
    return element(skipBlanks());
  }

  private boolean close() throws IOException, JsonSyntaxException {
    window.position++;
    boolean trailing = skipBlanks() >= 0;
    finish();
    if (trailing) {
      throw JsonSyntaxException.structure();
    }
    return false;
  }

  /**
   * Finds the end of the element at the position: the bracket that closes it, or what ends a
   * scalar.
   */
  private boolean element(int first) throws IOException, JsonSyntaxException {
    if (first < 0 || first == ',' || first == ']') {
      finish();
      throw JsonSyntaxException.structure();
    }
    int depth = 0;
    boolean inString = false;
    int offset = 0;
    while (true) {
      while (window.position + offset >= window.limit) {
        if (!window.fill()) {
          finish();
          throw JsonSyntaxException.structure();
        }
      }
      byte b = window.bytes[window.position + offset];
      if (inString) {
        if (b == '\\') {
          offset++;
        } else if (b == '"') {
          inString = false;
        }
      } else if (b == '"') {
        inString = true;
      } else if (b == '{' || b == '[') {
        depth++;
      } else if (depth == 0 && (b == ',' || b == ']')) {
        break;
      } else if (b == '}' || b == ']') {
        depth--;
        if (depth == 0) {
          offset++;
          break;
        }
      }
      offset++;
    }
    start = window.position;
    end = start + offset;
    window.position = end;
    return true;
  }

  private int skipBlanks() throws IOException {
    while (true) {
      while (window.position < window.limit) {
        byte b = window.bytes[window.position];
        if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
          return b;
        }
        window.position++;
      }
      if (!window.fill()) {
        return -1;
      }
    }
  }
}
