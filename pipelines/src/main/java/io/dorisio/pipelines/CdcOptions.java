package io.dorisio.pipelines;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.dorisio.cdc.ParserOptions.Binaries;
import io.dorisio.cdc.ParserOptions.Decimals;
import io.dorisio.cdc.ParserOptions.Times;
import io.dorisio.cdc.mysql.ValueOptions.BinaryText;
import io.dorisio.cdc.mysql.ValueOptions.TinyInt1;
import io.dorisio.cdc.mysql.ValueOptions.ZeroDates;
import io.dorisio.cdc.rules.TableRoutes.Unmatched;
import io.dorisio.cdc.write.SharedKeys;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** What becomes of change messages of MySQL, whatever brings them. */
public interface CdcOptions extends DeadLetterOptions {

  @Description(
      "Which Doris table the rows of a MySQL table go to: pattern => database.table; pattern =>"
          + " database.table. The pattern is a regular expression for all of database.table; $1 to"
          + " $9 stand for its groups. The first that matches counts; several tables may go to one."
          + " For example emp_[0-9]+\\.employees_[0-9]+ => demo.all_employees_info.")
  @Default.String("")
  String getRoutes();

  void setRoutes(String value);

  @Description(
      "What becomes of tables that no route matches: BY_NAME, to the Doris table of the same name;"
          + " LEAVE_OUT; or FAIL, their messages are dead letters.")
  @Default.Enum("BY_NAME")
  Unmatched getUnmatchedTables();

  void setUnmatchedTables(Unmatched value);

  @Description("Doris database for tables that no route matches. By default that of MySQL's name.")
  @Default.String("")
  String getTargetDatabase();

  void setTargetDatabase(String value);

  @Description("Goes before the names of tables that no route matches.")
  @Default.String("")
  String getTablePrefix();

  void setTablePrefix(String value);

  @Description("Goes after the names of tables that no route matches.")
  @Default.String("")
  String getTableSuffix();

  void setTableSuffix(String value);

  @Description(
      "What is hidden of columns: pattern => mask; pattern => mask. The pattern is for all of"
          + " database.table.column, in any case. Masks: keep(n,m) leaves the first n and last m"
          + " characters, sha256 hashes with --maskingSalt, fixed(text), null. For example"
          + " .*\\.phone => keep(3,4).")
  @Default.String("")
  String getMasking();

  void setMasking(String value);

  @Description("Goes before values that are hashed, a secret. Never printed.")
  @JsonIgnore
  Secret getMaskingSalt();

  void setMaskingSalt(Secret value);

  @Description(
      "Columns about the change: item as column, item. Items: database_name, table_name,"
          + " server_name, op_ts, op_type, sequence, position, gtid.")
  @Default.String("")
  String getMetadataColumns();

  void setMetadataColumns(String value);

  @Description(
      "Which changes of MySQL's tables are followed: change=action, change=action. Actions: apply,"
          + " ignore, fail (the job stops for someone to look). Changes and their defaults:"
          + " create=apply, add=apply, modify=apply, rename=apply (the Doris column keeps its name"
          + " and takes the values of both), drop=ignore, drop_table=ignore, rename_table=fail,"
          + " truncate=fail, key=fail, unknown=fail. drop_table, rename_table and truncate cannot be"
          + " applied.")
  @Default.String("")
  String getSchemaChangePolicy();

  void setSchemaChangePolicy(String value);

  @Description(
      "Create Doris tables that are missing, UNIQUE by MySQL's primary key or --keyColumns, from"
          + " the definition or the first row that comes. The database must exist.")
  @Default.Boolean(false)
  boolean isCreateTables();

  void setCreateTables(boolean value);

  @Description(
      "Key of tables that are created, instead of MySQL's: columns, or pattern => columns; pattern"
          + " => columns. The pattern is for all of database.table in Doris; * stands for MySQL's"
          + " key. Columns may be metadata columns: with database_name, table_name, * (and"
          + " server_name where there are several servers) rows of tables that become one never"
          + " overwrite one another. Other columns of MySQL's must not be NULL.")
  @Default.String("")
  String getKeyColumns();

  void setKeyColumns(String value);

  @Description(
      "What is done where tables become one whose key has none of the metadata columns in which"
          + " they differ, so that rows of equal keys overwrite one another: WARN, in the log;"
          + " FAIL; or IGNORE, where their keys are known to be disjoint.")
  @Default.Enum("WARN")
  SharedKeys getSharedKeys();

  void setSharedKeys(SharedKeys value);

  @Description(
      "Properties of tables that are created, such as replication_num=3, as key=value,key=value or"
          + " as a JSON object.")
  @Default.String("")
  String getTableProperties();

  void setTableProperties(String value);

  @Description("Buckets of tables that are created; 0 leaves it to Doris.")
  @Default.Integer(0)
  int getTableBuckets();

  void setTableBuckets(int value);

  @Description(
      "Sequence column of tables that are created. Filled from the place in MySQL's log, unless"
          + " MySQL has a column of that name, so that the latest change of a row wins whatever the"
          + " order of arrival. Tables that exist need no option: their own is filled.")
  @Default.String("")
  String getSequenceColumn();

  void setSequenceColumn(String value);

  @Description(
      "MySQL types for messages that carry none (Maxwell, Debezium without schemas): pattern =>"
          + " type; pattern => type. The pattern is for all of database.table.column. For example"
          + " .*\\.price => decimal(10,2).")
  @Default.String("")
  String getColumnTypes();

  void setColumnTypes(String value);

  @Description("Debezium's decimal.handling.mode: PRECISE, or DOUBLE_OR_STRING.")
  @Default.Enum("PRECISE")
  Decimals getDecimalHandling();

  void setDecimalHandling(Decimals value);

  @Description(
      "Debezium's time.precision.mode: ADAPTIVE, MICROSECONDS, NANOSECONDS, CONNECT or ISO_STRING.")
  @Default.Enum("ADAPTIVE")
  Times getTimePrecision();

  void setTimePrecision(Times value);

  @Description("Debezium's binary.handling.mode: BASE64, BASE64_URL_SAFE or HEX.")
  @Default.Enum("BASE64")
  Binaries getBinaryHandling();

  void setBinaryHandling(Binaries value);

  @Description("Bytes in Doris: BASE64 or HEX text.")
  @Default.Enum("BASE64")
  BinaryText getBinaryText();

  void setBinaryText(BinaryText value);

  @Description("TINYINT(1) in Doris: NUMBER or BOOLEAN.")
  @Default.Enum("NUMBER")
  TinyInt1 getTinyInt1();

  void setTinyInt1(TinyInt1 value);

  @Description("Dates that no calendar has (0000-00-00): NULL, FIRST_DAY, EPOCH or FAIL.")
  @Default.Enum("NULL")
  ZeroDates getZeroDates();

  void setZeroDates(ZeroDates value);

  @Description("Zone in which MySQL's TIMESTAMPs are written, such as Europe/Berlin.")
  @Default.String("UTC")
  String getTimeZone();

  void setTimeZone(String value);
}
