package io.dorisio.benchmarks;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/** Elements from memory, for Flink. */
final class EventFunction<T> implements GeneratorFunction<Long, T> {

  /** Makes the element of each number below {@link Events#COUNT}. */
  interface Maker<T> extends Serializable {
    T make(int number);
  }

  private final Maker<T> elements;
  private final double elementsPerSecond;
  private transient List<T> made;
  private transient Pace pace;

  /**
   * @param elementsPerSecond of one subtask; 0 for no limit
   */
  EventFunction(Maker<T> elements, double elementsPerSecond) {
    this.elements = elements;
    this.elementsPerSecond = elementsPerSecond;
  }

  @Override
  public void open(SourceReaderContext context) {
    made = new ArrayList<>();
    for (int i = 0; i < Events.COUNT; i++) {
      made.add(elements.make(i));
    }
    pace = new Pace(elementsPerSecond);
  }

  @Override
  public T map(Long index) {
    pace.next();
    return made.get((int) (index & (Events.COUNT - 1)));
  }
}
