package io.dorisio.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dorisio.cdc.RecordOffset;
import io.dorisio.cdc.SourcePosition;
import org.jspecify.annotations.Nullable;

/** What a place in the source is called. */
enum LetterSource {
  /** A topic, a partition of it, and an offset there. */
  KAFKA {
    @Override
    void put(ObjectNode json, RecordOffset place, @Nullable SourcePosition position) {
      json.put("topic", place.topic());
      json.put("partition", place.partition());
      json.put("offset", place.offset());
    }

    @Override
    String text(RecordOffset place, @Nullable SourcePosition position) {
      return "partition " + place.partition() + " offset " + place.offset();
    }
  },
  /**
   * {@code server.database.table}, the number of the binlog file, and the place in it; for a row of
   * a snapshot, the place at which that was taken. {@code change} counts the changes of one event,
   * or the rows of the snapshot, from 0.
   */
  MYSQL {
    @Override
    void put(ObjectNode json, RecordOffset place, @Nullable SourcePosition position) {
      json.put("source", place.topic());
      json.put("binlog", place.partition());
      json.put("position", place.offset());
      if (position != null) {
        json.put("change", position.row());
        json.put("snapshot", position.snapshot());
      }
    }

    @Override
    String text(RecordOffset place, @Nullable SourcePosition position) {
      String event = "binlog " + place.partition() + ":" + place.offset();
      if (position == null) {
        return event;
      }
      return position.snapshot()
          ? "snapshot at " + event + " row " + position.row()
          : event + " change " + position.row();
    }
  };

  /** Adds the place to a letter. */
  abstract void put(ObjectNode json, RecordOffset place, @Nullable SourcePosition position);

  /** The place for people, without the name of what it is in. */
  abstract String text(RecordOffset place, @Nullable SourcePosition position);
}
