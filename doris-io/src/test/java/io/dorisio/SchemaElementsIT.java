package io.dorisio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.extensions.avro.schemas.utils.AvroUtils;
import org.apache.beam.sdk.schemas.JavaFieldSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldName;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Elements of users' own types, written by the schema that Beam finds for them. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SchemaElementsIT {

  @RegisterExtension static final LocalDoris DORIS = new LocalDoris();

  private final Pipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  /** A plain object. */
  @DefaultSchema(JavaFieldSchema.class)
  public static class Order {
    public long id;

    @SchemaFieldName("item name")
    public @Nullable String item;

    public double price;

    static Order of(long id, @Nullable String item, double price) {
      Order order = new Order();
      order.id = id;
      order.item = item;
      order.price = price;
      return order;
    }
  }

  @Test
  void plainObjectsAreWrittenByTheirFields() {
    String table = DORIS.createTable("id BIGINT, `item name` STRING, price DOUBLE", "id");

    pipeline
        .apply(Create.of(Order.of(1, "tea", 2.5), Order.of(2, null, -1)))
        .apply(this.<Order>write(table));
    pipeline.run().waitUntilFinish();

    assertEquals(
        List.of(List.of(1L, "tea", 2.5), Arrays.asList(2L, null, -1.0)),
        DORIS.rows("SELECT id, `item name`, price FROM " + table + " ORDER BY id"));
  }

  @Test
  void avroRecordsAreWrittenByTheirFields() {
    String table =
        DORIS.createTable("id BIGINT, item STRING, color STRING, tags ARRAY<STRING>", "id");
    org.apache.avro.Schema schema =
        SchemaBuilder.record("Order")
            .fields()
            .requiredLong("id")
            .optionalString("item")
            .name("color")
            .type()
            .enumeration("Color")
            .symbols("RED", "GREEN")
            .noDefault()
            .name("tags")
            .type()
            .array()
            .items()
            .stringType()
            .noDefault()
            .endRecord();
    GenericRecord record = new GenericData.Record(schema);
    record.put("id", 7L);
    record.put("item", "tea");
    record.put("color", new GenericData.EnumSymbol(schema.getField("color").schema(), "GREEN"));
    record.put("tags", List.of("a", "b"));

    PCollection<GenericRecord> records =
        pipeline
            .apply(Create.of(record).withCoder(AvroCoder.of(schema)))
            .setCoder(AvroUtils.schemaCoder(schema));
    records.apply(this.<GenericRecord>write(table));
    pipeline.run().waitUntilFinish();

    assertEquals(
        List.of(List.of(7L, "tea", "GREEN", "[\"a\", \"b\"]")),
        DORIS.rows("SELECT id, item, color, tags FROM " + table));
  }

  private <T> DorisIO.Write<T> write(String table) {
    return DorisIO.<T>write()
        .withConnection(DORIS.connection())
        .withLabelPrefix("schema")
        .to(table);
  }
}
