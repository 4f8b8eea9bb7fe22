package io.dorisio.cdc.write;

import com.google.auto.value.AutoValue;
import io.dorisio.cdc.ChangeFormat;
import io.dorisio.cdc.ParserOptions;
import io.dorisio.cdc.mysql.ValueOptions;
import io.dorisio.cdc.rules.MaskingRules;
import io.dorisio.cdc.rules.MetadataColumns;
import io.dorisio.cdc.rules.SchemaChangePolicy;
import io.dorisio.cdc.rules.TableRoutes;
import io.dorisio.client.DorisConnection;
import java.io.Serializable;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What becomes of change messages until they are rows. */
@AutoValue
abstract class ChangeSpec implements Serializable {

  /** Null until it is given. */
  abstract @Nullable DorisConnection connection();

  abstract ChangeFormat format();

  abstract ParserOptions parser();

  abstract TableRoutes routes();

  abstract MaskingRules masking();

  abstract MetadataColumns metadata();

  abstract SchemaChangePolicy policy();

  abstract ValueOptions values();

  /** Null if tables are not created. */
  abstract @Nullable NewTables newTables();

  /** Whether messages that cannot be read are handed on, rather than fail the job. */
  abstract boolean deadLetters();

  /** What is done where the key of a merged table does not tell its sources apart. */
  abstract SharedKeys sharedKeys();

  static ChangeSpec of(ChangeFormat format) {
    return new AutoValue_ChangeSpec.Builder()
        .setFormat(format)
        .setParser(ParserOptions.DEFAULT)
        .setRoutes(TableRoutes.parse(""))
        .setMasking(MaskingRules.parse("", ""))
        .setMetadata(MetadataColumns.parse(""))
        .setPolicy(SchemaChangePolicy.parse(""))
        .setValues(ValueOptions.DEFAULT)
        .setDeadLetters(false)
        .setSharedKeys(SharedKeys.WARN)
        .build();
  }

  abstract Builder toBuilder();

  ChangeSpec withoutMetadata() {
    return toBuilder().setMetadata(MetadataColumns.parse("")).build();
  }

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setConnection(DorisConnection connection);

    abstract Builder setFormat(ChangeFormat format);

    abstract Builder setParser(ParserOptions options);

    abstract Builder setRoutes(TableRoutes routes);

    abstract Builder setMasking(MaskingRules masking);

    abstract Builder setMetadata(MetadataColumns metadata);

    abstract Builder setPolicy(SchemaChangePolicy policy);

    abstract Builder setValues(ValueOptions values);

    abstract Builder setNewTables(NewTables tables);

    abstract Builder setDeadLetters(boolean deadLetters);

    abstract Builder setSharedKeys(SharedKeys action);

    abstract ChangeSpec build();
  }
}
