package io.dorisio.pipelines;

import io.dorisio.pipelines.mysql.UnfitServerException;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Runs a job from its command line, and tells its user in one line what is to be mended. */
final class CommandLine {
  private static final String HELP = "--help";

  private CommandLine() {}

  /**
   * Runs a job until it ends; or prints what options there are, for {@code --help}.
   *
   * @param options its kind of options
   * @param create makes the pipeline of a command line; an IllegalArgumentException says what is
   *     wrong with it
   * @throws CannotRunException for what a user can mend
   */
  static void run(
      Class<? extends PipelineOptions> options,
      Function<String[], Pipeline> create,
      String... args) {
    if (Arrays.asList(args).contains(HELP)) {
      PipelineOptionsFactory.printHelp(System.out, options);
      return;
    }
    Pipeline pipeline = created(create, args);
    try {
      pipeline.run().waitUntilFinish();
    } catch (RuntimeException e) {
      throw explained(e);
    }
  }

  private static Pipeline created(Function<String[], Pipeline> create, String... args) {
    try {
      return create.apply(args);
    } catch (IllegalArgumentException e) {
      throw new CannotRunException(e.getMessage() + " (--help explains the options.)");
    }
  }

  /** What a user can mend, if that is the cause. */
  static RuntimeException explained(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnfitServerException) {
        return new CannotRunException(cause.getMessage());
      }
    }
    return failure;
  }
}
