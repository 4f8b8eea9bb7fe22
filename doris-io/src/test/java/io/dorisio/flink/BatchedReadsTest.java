package io.dorisio.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.flink.AtHand.Mark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.BoundedSource.BoundedReader;
import org.apache.beam.sdk.io.CountingSource;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy.Node;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.SourceTestUtils;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Reify;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.TimestampedValue;
import org.junit.jupiter.api.Test;

/** Sources that are read in batches. */
class BatchedReadsTest {

  private static final PipelineOptions OPTIONS = PipelineOptionsFactory.create();

  private static UnboundedReader<Batch<Long>> reader(AtHand source, Mark mark) throws IOException {
    return new BatchedSource<>(source).createReader(OPTIONS, mark);
  }

  private static List<Long> numbers(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }

  @Test
  void whatIsAtHandIsOneBatch() throws Exception {
    UnboundedReader<Batch<Long>> reader = reader(new AtHand(100, 5), null);

    assertTrue(reader.start());
    assertEquals(numbers(0, 5), reader.getCurrent().elements());
    assertTrue(reader.advance());
    assertEquals(numbers(5, 10), reader.getCurrent().elements());
  }

  @Test
  void aBatchHasALimit() throws Exception {
    UnboundedReader<Batch<Long>> reader = reader(new AtHand(10_000, 10_000), null);

    assertTrue(reader.start());
    assertTrue(reader.getCurrent().elements().size() <= BatchBuilder.MAX_ELEMENTS);
  }

  @Test
  void nothingAtHandIsNoBatch() throws Exception {
    UnboundedReader<Batch<Long>> reader = reader(new AtHand(0, 5), null);

    assertFalse(reader.start());
    assertThrows(NoSuchElementException.class, reader::getCurrent);
    assertThrows(NoSuchElementException.class, reader::getCurrentTimestamp);
  }

  @Test
  void aCheckpointLiesBehindTheBatchThatWasRead() throws Exception {
    AtHand source = new AtHand(100, 5);
    UnboundedReader<Batch<Long>> reader = reader(source, null);
    assertTrue(reader.start());

    UnboundedReader<Batch<Long>> restored = reader(source, (Mark) reader.getCheckpointMark());

    assertTrue(restored.start());
    assertEquals(numbers(5, 10), restored.getCurrent().elements());
  }

  @Test
  void theTimeOfABatchIsTheEarliestInIt() throws Exception {
    UnboundedReader<Batch<Long>> reader = reader(new AtHand(100, 5), null);

    assertTrue(reader.start());

    assertEquals(AtHand.timeOf(2), reader.getCurrentTimestamp());
  }

  @Test
  void aBatchSurvivesItsCoder() throws Exception {
    BatchedSource<Long, Mark> source = new BatchedSource<>(new AtHand(100, 5));
    UnboundedReader<Batch<Long>> reader = source.createReader(OPTIONS, null);
    assertTrue(reader.start());

    assertEquals(
        reader.getCurrent(), CoderUtils.clone(source.getOutputCoder(), reader.getCurrent()));
  }

  @Test
  void elementsOfAPipelineStayAsTheyAre() {
    Pipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    List<TimestampedValue<Long>> expected = new ArrayList<>();
    numbers(0, 300).forEach(n -> expected.add(TimestampedValue.of(n, AtHand.timeOf(n))));
    PAssert.that(pipeline.apply(Read.from(new AtHand(300, 7))).apply(Reify.timestamps()))
        .containsInAnyOrder(expected);

    BatchedReads.apply(pipeline);

    assertEquals(List.of("BatchedSource"), sources(pipeline));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aBoundedSourceEndsBehindItsLastElement() throws Exception {
    BoundedReader<Batch<Long>> reader = bounded(300).createReader(OPTIONS);

    List<Long> read = new ArrayList<>();
    for (boolean more = reader.start(); more; more = reader.advance()) {
      assertTrue(reader.getCurrent().elements().size() <= BatchBuilder.MAX_ELEMENTS);
      read.addAll(reader.getCurrent().elements());
    }

    assertEquals(numbers(0, 300), read);
    assertFalse(reader.advance());
    assertThrows(NoSuchElementException.class, reader::getCurrent);
  }

  @Test
  void aBoundedSourceThatEndsWithABatchEnds() throws Exception {
    assertEquals(
        1, SourceTestUtils.readFromSource(bounded(BatchBuilder.MAX_ELEMENTS), OPTIONS).size());
    assertEquals(0, SourceTestUtils.readFromSource(bounded(0), OPTIONS).size());
  }

  @Test
  void partsOfABoundedSourceHoldWhatTheWholeDoes() throws Exception {
    SourceTestUtils.assertSourcesEqualReferenceSource(
        bounded(128), bounded(128).split(1 << 20, OPTIONS), OPTIONS);
  }

  @Test
  void elementsOfABoundedReadStayAsTheyAre() {
    Pipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PAssert.that(pipeline.apply(GenerateSequence.from(0).to(300)))
        .containsInAnyOrder(numbers(0, 300));

    BatchedReads.apply(pipeline);

    assertTrue(sources(pipeline).contains("BatchedBoundedSource"), sources(pipeline)::toString);
    pipeline.run().waitUntilFinish();
  }

  @SuppressWarnings("deprecation")
  private static BatchedBoundedSource<Long> bounded(long elements) {
    return new BatchedBoundedSource<>(CountingSource.upTo(elements));
  }

  private static List<String> sources(Pipeline pipeline) {
    List<String> sources = new ArrayList<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public CompositeBehavior enterCompositeTransform(Node node) {
            if (node.getTransform() instanceof Read.Unbounded<?> read) {
              sources.add(read.getSource().getClass().getSimpleName());
            }
            if (node.getTransform() instanceof Read.Bounded<?> read) {
              sources.add(read.getSource().getClass().getSimpleName());
            }
            return CompositeBehavior.ENTER_TRANSFORM;
          }
        });
    return sources;
  }
}
