package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** doris-protocol 2.3, 7.4: deletes, sequences and partial updates of UNIQUE tables. */
class UniqueTableTest extends AnyDorisTest {
  private static final String COMMA = "column_separator: ,";
  private static final String HIDDEN = "hidden_columns: __DORIS_DELETE_SIGN__";
  private static final String PARTIAL = "partial_columns: true";
  private static final String FE = "[ANALYSIS_ERROR]TStatus: errCode = 2, detailMessage = ";

  @BeforeEach
  void createTables() throws Exception {
    unique("u", "k INT, v STRING, n INT NULL DEFAULT '7'", "");
    unique("s", "k INT, v STRING", "'function_column.sequence_type' = 'int'");
    unique("m", "k INT, v STRING, n INT", "'function_column.sequence_col' = 'n'");
    unique("r", "k INT, v STRING", "'enable_unique_key_merge_on_write' = 'false'");
  }

  private void unique(String name, String columns, String properties) throws Exception {
    doris.execute(
        "CREATE TABLE db."
            + name
            + (" (" + columns + ") UNIQUE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1")
            + (properties.isEmpty() ? "" : " PROPERTIES (" + properties + ")"));
  }

  private void succeed(String table, String body, String... headers) throws Exception {
    JsonNode reply = load(table, body, headers);
    assertEquals("Success", reply.path("Status").asText(), reply.toString());
  }

  private String refusal(String table, String body, String... headers) throws Exception {
    JsonNode reply = load(table, body, headers);
    assertEquals("Fail", reply.path("Status").asText(), reply.toString());
    return reply.path("Message").asText();
  }

  private List<List<Object>> all(String table) throws Exception {
    return rows("SELECT * FROM db." + table + " ORDER BY k");
  }

  @Test
  void hiddenDeleteSignDeletesTheRow() throws Exception {
    succeed("u", "1,a,1\n2,b,2\n", COMMA);
    succeed("u", "1,x,9,1\n3,c,3,0\n", COMMA, HIDDEN);
    assertEquals(List.of(List.of(2, "b", 2), List.of(3, "c", 3)), all("u"));
  }

  @Test
  void deleteSignComesByNameInJson() throws Exception {
    succeed("u", "1,a,1\n2,b,2\n", COMMA);
    succeed(
        "u",
        "{\"k\":1,\"__DORIS_DELETE_SIGN__\":\"1\"}\n{\"k\":2,\"v\":\"z\","
            + "\"__DORIS_DELETE_SIGN__\":\"0\"}\n",
        JSON,
        BY_LINE,
        HIDDEN);
    assertEquals(List.of(List.of(2, "z", 7)), all("u"));
  }

  @Test
  void deleteSignMayBeNamedInColumns() throws Exception {
    succeed("u", "1,a,1\n", COMMA);
    succeed("u", "1,1\n", COMMA, "columns: k,__DORIS_DELETE_SIGN__");
    assertEquals(List.of(), all("u"));
  }

  @Test
  void columnsDisableHiddenColumns() throws Exception {
    succeed("u", "1,a\n", COMMA, "columns: k,v", HIDDEN);
    assertEquals(List.of(List.of(1, "a", 7)), all("u"));
  }

  @Test
  void lastRowOfAKeyDecidesBetweenDeleteAndUpsert() throws Exception {
    succeed("u", "1,a,1,0\n1,a,1,1\n2,b,2,1\n2,c,3,0\n", COMMA, HIDDEN);
    assertEquals(List.of(List.of(2, "c", 3)), all("u"));
  }

  @Test
  void mergeTypeDeleteDeletesEveryRow() throws Exception {
    succeed("u", "1,a,1\n2,b,2\n", COMMA);
    succeed("u", "1\n", "merge_type: DELETE", "columns: k");
    assertEquals(List.of(List.of(2, "b", 2)), all("u"));
  }

  @Test
  void mergeDeletesWhereTheConditionHolds() throws Exception {
    succeed("u", "1,a,1\n2,b,2\n", COMMA);
    succeed(
        "u", "1,x,D\n2,y,U\n", COMMA, "columns: k,v,op", "merge_type: MERGE", "delete: op = 'D'");
    assertEquals(List.of(List.of(2, "y", 7)), all("u"));
  }

  @Test
  void mergeByDeleteSignIsTheSameAsHiddenColumns() throws Exception {
    succeed("u", "1,a,1\n2,b,2\n", COMMA);
    succeed(
        "u",
        "1,x,9,1\n2,y,9,0\n",
        COMMA,
        HIDDEN,
        "merge_type: MERGE",
        "delete: __DORIS_DELETE_SIGN__=1");
    assertEquals(List.of(List.of(2, "y", 9)), all("u"));
  }

  @Test
  void mergeTypesAreChecked() throws Exception {
    assertEquals(
        "[INVALID_ARGUMENT]Invalid merge type UPSERT", refusal("u", "", "merge_type: UPSERT"));
    assertEquals(
        "[INVALID_ARGUMENT]Excepted DELETE ON clause when merge type is MERGE.",
        refusal("u", "", "merge_type: MERGE"));
    assertEquals(
        "[INVALID_ARGUMENT]Not support DELETE ON clause when merge type is not MERGE.",
        refusal("u", "", "merge_type: DELETE", "delete: k = 1"));
    assertEquals(
        FE + "load by MERGE or DELETE is only supported in unique tables.",
        refusal("t", "", "merge_type: DELETE"));
  }

  @Test
  void highestSequenceOfAKeyWins() throws Exception {
    String[] headers = {COMMA, "columns: k,v,q", "function_column.sequence_col: q"};
    succeed("s", "1,a,5\n1,b,3\n2,c,1\n2,d,1\n", headers);
    assertEquals(List.of(List.of(1, "a"), List.of(2, "d")), all("s"));
    succeed("s", "1,old,4\n2,new,2\n", headers);
    assertEquals(List.of(List.of(1, "a"), List.of(2, "new")), all("s"));
    succeed("s", "1,same,5\n", headers);
    assertEquals(List.of(List.of(1, "same"), List.of(2, "new")), all("s"));
  }

  @Test
  void deletedRowDoesNotComeBackWithALowerSequence() throws Exception {
    String[] headers = {
      COMMA, "columns: k,v,q,__DORIS_DELETE_SIGN__", "function_column.sequence_col: q"
    };
    succeed("s", "1,a,5,0\n", headers);
    succeed("s", "1,a,4,1\n", headers);
    assertEquals(List.of(List.of(1, "a")), all("s"));
    succeed("s", "1,a,6,1\n", headers);
    assertEquals(List.of(), all("s"));
    succeed("s", "1,b,5,0\n", headers);
    assertEquals(List.of(), all("s"));
    succeed("s", "1,c,7,0\n", headers);
    assertEquals(List.of(List.of(1, "c")), all("s"));
  }

  @Test
  void sequenceMayComeAsHiddenColumn() throws Exception {
    String[] headers = {
      COMMA,
      "hidden_columns: __DORIS_SEQUENCE_COL__",
      "function_column.sequence_col: __DORIS_SEQUENCE_COL__"
    };
    succeed("s", "1,a,5\n1,b,4\n", headers);
    assertEquals(List.of(List.of(1, "a")), all("s"));
  }

  @Test
  void mappedSequenceNeedsNoHeader() throws Exception {
    succeed("m", "1,a,5\n1,b,4\n", COMMA);
    succeed("m", "1,c,3\n", COMMA);
    assertEquals(List.of(List.of(1, "a", 5)), all("m"));
  }

  @Test
  void sequenceIsAskedForWhereTheTableHasOne() throws Exception {
    assertEquals(
        FE + "Table s has sequence column, need to specify the sequence column",
        refusal("s", "1,a\n", COMMA));
    assertEquals(
        FE + "Table m has sequence column, need to specify the sequence column",
        refusal("m", "1,a\n", COMMA, "columns: k,v"));
    assertEquals(
        FE + "There is no sequence column in the table u",
        refusal("u", "1,a,1\n", COMMA, "function_column.sequence_col: n"));
  }

  @Test
  void partialUpdateKeepsTheOtherColumns() throws Exception {
    succeed("u", "1,a,1\n", COMMA);
    succeed("u", "1,5\n2,6\n", COMMA, PARTIAL, "columns: k,n");
    assertEquals(List.of(List.of(1, "a", 5), Arrays.asList(2, null, 6)), all("u"));
  }

  @Test
  void partialUpdateMayDelete() throws Exception {
    succeed("u", "1,a,1\n2,b,2\n", COMMA);
    succeed("u", "1,9,1\n2,9,0\n", COMMA, PARTIAL, "columns: k,n,__DORIS_DELETE_SIGN__");
    assertEquals(List.of(List.of(2, "b", 9)), all("u"));
  }

  @Test
  void partialUpdateObeysTheMappedSequence() throws Exception {
    succeed("m", "1,a,5\n", COMMA);
    succeed("m", "1,b\n", COMMA, PARTIAL, "columns: k,v");
    assertEquals(List.of(List.of(1, "b", 5)), all("m"));
  }

  @Test
  void laterLoadsSeeWhatEarlierPartialOnesChanged() throws Exception {
    succeed("u", "1,a,1\n", COMMA);
    JsonNode first = load("u", "1,b\n", COMMA, PARTIAL, "columns: k,v", TWO_PHASES);
    JsonNode second = load("u", "1,5\n", COMMA, PARTIAL, "columns: k,n", TWO_PHASES);
    transaction("txn_operation: commit", "txn_id: " + second.path("TxnId").asLong());
    transaction("txn_operation: commit", "txn_id: " + first.path("TxnId").asLong());
    assertEquals(List.of(List.of(1, "b", 5)), all("u"));
  }

  @Test
  void newerHeaderNamesThePartialUpdate() throws Exception {
    succeed("u", "1,a,1\n", COMMA);
    String mode = "unique_key_update_mode: update_fixed_columns";
    succeed("u", "1,5\n", COMMA, mode, "columns: k,n");
    assertEquals(List.of(List.of(1, "a", 5)), all("u"));
    succeed("u", "1,6\n", COMMA, PARTIAL, "unique_key_update_mode: UPSERT", "columns: k,n");
    assertEquals(List.of(Arrays.asList(1, null, 6)), all("u"));
  }

  @Test
  void partialUpdateMayRefuseNewKeys() throws Exception {
    String error = "partial_update_new_key_behavior: ERROR";
    succeed("u", "1,a,1\n", COMMA);
    succeed("u", "1,5\n", COMMA, PARTIAL, error, "columns: k,n");
    assertEquals(
        "[E-7003]Can't append new rows in partial update when partial_update_new_key_behavior is"
            + " ERROR. Row with key=[3] is not in table.",
        refusal("u", "1,6\n3,6\n", COMMA, PARTIAL, error, "columns: k,n"));
    succeed("u", "4,d,4\n", COMMA, error);
    assertEquals(List.of(List.of(1, "a", 5), List.of(4, "d", 4)), all("u"));
    assertEquals(
        "[INVALID_ARGUMENT]Invalid partial_update_new_key_behavior SKIP, must be one of {'APPEND',"
            + " 'ERROR'}",
        refusal("u", "", "partial_update_new_key_behavior: SKIP"));
  }

  @Test
  void newKeyOfAPartialUpdateNeedsValuesForAllColumns() throws Exception {
    unique("w", "k INT, v STRING, n INT NOT NULL", "");
    succeed("w", "1,a,1\n", COMMA);
    succeed("w", "1,b\n", COMMA, PARTIAL, "columns: k,v");
    assertEquals(
        "[INTERNAL_ERROR]the unmentioned column `n` should have default value or be nullable for"
            + " newly inserted rows in non-strict mode partial update",
        refusal("w", "2,b\n", COMMA, PARTIAL, "columns: k,v"));
    assertEquals(List.of(List.of(1, "b", 1)), all("w"));
  }

  @Test
  void partialUpdatesAreChecked() throws Exception {
    String text = FE + "Only unique key merge on write support partial update";
    assertEquals(text, refusal("r", "", PARTIAL, "columns: k"));
    assertEquals(text, refusal("t", "", PARTIAL, "columns: k"));
    assertEquals(
        FE + "Partial update should include all key columns, missing: k",
        refusal("u", "", PARTIAL, "columns: v"));
    assertEquals(
        FE
            + "Partial update should not include invisible column except delete sign column:"
            + " __DORIS_SEQUENCE_COL__",
        refusal(
            "s",
            "",
            PARTIAL,
            "columns: k,__DORIS_SEQUENCE_COL__",
            "function_column.sequence_col: __DORIS_SEQUENCE_COL__"));
    assertEquals(
        "[INVALID_ARGUMENT]flexible partial update only support json format as input file"
            + " currently",
        refusal("u", "", "unique_key_update_mode: UPDATE_FLEXIBLE_COLUMNS"));
    assertEquals(
        "[INVALID_ARGUMENT]Don't support flexible partial update when 'columns' is specified",
        refusal("u", "", JSON, "unique_key_update_mode: UPDATE_FLEXIBLE_COLUMNS", "columns: k"));
  }

  @Test
  void deletesAndSequencesOutliveTheDroppingOfTheirLoads() throws Exception {
    JsonNode reply = load("u", "1,a,1,1\n", COMMA, HIDDEN, TWO_PHASES);
    transaction("txn_operation: abort", "txn_id: " + reply.path("TxnId").asLong());
    succeed("u", "1,a,1\n", COMMA);
    assertEquals(List.of(List.of(1, "a", 1)), all("u"));
  }

  @Test
  void mergeOnReadTablesTakeDeletesToo() throws Exception {
    succeed("r", "1,a\n2,b\n", COMMA);
    succeed("r", "1,a,1\n", COMMA, HIDDEN);
    assertEquals(List.of(List.of(2, "b")), all("r"));
  }
}
