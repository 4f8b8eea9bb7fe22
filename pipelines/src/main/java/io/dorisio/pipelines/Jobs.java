package io.dorisio.pipelines;

import java.util.Arrays;

/**
 * What {@code java -jar} runs: the job that the first argument names, {@link KafkaToDoris} where it
 * names none.
 */
public final class Jobs {
  private static final String KAFKA = KafkaToDoris.class.getSimpleName();
  private static final String MYSQL = MySqlToDoris.class.getSimpleName();

  private Jobs() {}

  public static void main(String[] args) {
    if (args.length == 0 || args[0].startsWith("-")) {
      KafkaToDoris.main(args);
      return;
    }
    String[] options = Arrays.copyOfRange(args, 1, args.length);
    if (args[0].equals(MYSQL)) {
      MySqlToDoris.main(options);
    } else if (args[0].equals(KAFKA)) {
      KafkaToDoris.main(options);
    } else {
      throw new CannotRunException(
          "There is no job " + args[0] + ". Begin with " + KAFKA + " or " + MYSQL + ".");
    }
  }
}
