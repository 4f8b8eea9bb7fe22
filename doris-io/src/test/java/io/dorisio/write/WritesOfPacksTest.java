package io.dorisio.write;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dorisio.client.TableName;
import io.dorisio.packs.Unpack;
import io.dorisio.packs.Unpacking;
import io.dorisio.schema.TableSetup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.runners.TransformHierarchy.Node;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reify;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

/** Writes that take packs apart by themselves. */
class WritesOfPacksTest {

  private static final Instant START = Instant.ofEpochMilli(1_000);
  private static final Duration MILLI = Duration.millis(1);

  /** A pack is lines; each happened a millisecond behind the one before. */
  private static final Unpacking<String, String> LINES =
      (pack, timestamp, elements) -> {
        Instant time = timestamp;
        for (String line : pack.lines().toList()) {
          elements.accept(line, time);
          time = time.plus(MILLI);
        }
      };

  /** A pack of packs. */
  private static final Unpacking<String, String> PAGES =
      (pack, timestamp, elements) -> {
        for (String page : pack.split("\f", -1)) {
          elements.accept(page, timestamp);
        }
      };

  private final Pipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  @Test
  void rowsOfAPackAreWrittenWithoutAStepInBetween() {
    PCollectionTuple out = encode(unpack(packs("{\"a\":1}\n{\"a\":2}", "{\"a\":3}"), LINES));

    WritesOfPacks.apply(pipeline);

    assertPacksAreEncoded();
    assertRows(out, "{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
    pipeline.run();
  }

  @Test
  void packsOfPacksComeApartAsWell() {
    PCollection<String> pages = unpack(packs("{\"a\":1}\n{\"a\":2}\f{\"a\":3}"), PAGES);
    PCollectionTuple out =
        encode(pages.apply("Lines", ParDo.of(new Unpack<>(LINES))).setCoder(StringUtf8Coder.of()));

    WritesOfPacks.apply(pipeline);

    assertPacksAreEncoded();
    assertRows(out, "{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
    pipeline.run();
  }

  @Test
  void elementsThatAnotherStepReadsAsWellStillReachIt() {
    PCollection<String> lines = unpack(packs("{\"a\":1}\n{\"a\":2}"), LINES);
    PCollectionTuple out = encode(lines);
    PAssert.that(lines.apply(Reify.timestamps()))
        .containsInAnyOrder(
            List.of(
                TimestampedValue.of("{\"a\":1}", START),
                TimestampedValue.of("{\"a\":2}", START.plus(MILLI))));

    WritesOfPacks.apply(pipeline);

    assertEquals(List.of("packs"), inputsOf(EncodeRows.class));
    assertEquals(List.of("packs"), inputsOf(Unpack.class));
    assertRows(out, "{\"a\":1}", "{\"a\":2}");
    pipeline.run();
  }

  @Test
  void aWriteBehindAnotherStepStaysAsItIs() {
    PCollection<String> lines = unpack(packs("1\n2"), LINES);
    PCollectionTuple out =
        encode(
            lines
                .apply(
                    MapElements.into(TypeDescriptors.strings())
                        .via((String a) -> "{\"a\":" + a + "}"))
                .setName("mapped"));

    WritesOfPacks.apply(pipeline);

    assertEquals(List.of("mapped"), inputsOf(EncodeRows.class));
    assertEquals(List.of("packs"), inputsOf(Unpack.class));
    assertRows(out, "{\"a\":1}", "{\"a\":2}");
    pipeline.run();
  }

  @Test
  void aBadRowInAPackIsNamedWithItsTimeAndNothingElseIsLostWithIt() {
    PCollectionTuple out = encode(unpack(packs("{\"a\":1}\nnot json\n{\"a\":2}"), LINES));

    WritesOfPacks.apply(pipeline);

    assertRows(out, "{\"a\":1}", "{\"a\":2}");
    PAssert.thatSingleton(out.get(EncodeRows.FAILED).apply(Reify.timestamps()))
        .satisfies(
            bad -> {
              assertEquals("not json", bad.getValue().getRow());
              assertEquals(
                  "not json", new String(bad.getValue().getElement(), StandardCharsets.UTF_8));
              assertEquals(START.plus(MILLI), bad.getTimestamp());
              return null;
            });
    pipeline.run();
  }

  @Test
  void theOldestRowOfAPackTellsTheAgeOfABlock() {
    PCollectionTuple out = encode(unpack(packs("{\"a\":1}\n{\"a\":2}"), LINES));

    WritesOfPacks.apply(pipeline);

    PAssert.thatSingleton(out.get(EncodeRows.BLOCKS))
        .satisfies(
            block -> {
              assertEquals(START.getMillis(), block.getValue().oldestMillis());
              return null;
            });
    pipeline.run();
  }

  @Test
  void aWriteOfASourceThatEndsStaysAsItIs() {
    PCollectionTuple out =
        encode(
            unpack(packs("{\"a\":1}").setIsBoundedInternal(PCollection.IsBounded.BOUNDED), LINES));

    WritesOfPacks.apply(pipeline);

    assertEquals(List.of("packs"), inputsOf(Unpack.class));
    assertRows(out, "{\"a\":1}");
    pipeline.run();
  }

  /** As of a source without end. */
  private PCollection<String> packs(String... packs) {
    List<TimestampedValue<String>> values = new ArrayList<>();
    for (String pack : packs) {
      values.add(TimestampedValue.of(pack, START));
    }
    return pipeline
        .apply(Create.timestamped(values).withCoder(StringUtf8Coder.of()))
        .setIsBoundedInternal(PCollection.IsBounded.UNBOUNDED)
        .setName("packs");
  }

  private static PCollection<String> unpack(
      PCollection<String> packs, Unpacking<String, String> unpacking) {
    return packs.apply("Unpack", ParDo.of(new Unpack<>(unpacking))).setCoder(StringUtf8Coder.of());
  }

  private static PCollectionTuple encode(PCollection<String> lines) {
    RowSpec<String> spec =
        RowSpec.<String>defaults().toBuilder()
            .setDestinations(Destinations.of(new TableName("db", "t"), TableSetup.DEFAULT))
            .setShards(1)
            .setCollectFailedRows(true)
            .build();
    return EncodeStep.apply(lines, spec);
  }

  private static void assertRows(PCollectionTuple out, String... rows) {
    EncodeStep.assertRows(out, List.of(rows));
  }

  private void assertPacksAreEncoded() {
    assertEquals(List.of("packs"), inputsOf(EncodeRows.class));
    assertEquals(List.of(), inputsOf(Unpack.class));
  }

  /** The names of what is read by the steps that have such a function. */
  private List<String> inputsOf(Class<?> function) {
    List<String> inputs = new ArrayList<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public void visitPrimitiveTransform(Node node) {
            if (node.getTransform() instanceof ParDo.MultiOutput<?, ?> step
                && function.isInstance(step.getFn())) {
              node.getInputs().values().forEach(input -> inputs.add(input.getName()));
            }
          }
        });
    return inputs;
  }
}
