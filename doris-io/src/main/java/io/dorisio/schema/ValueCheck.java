package io.dorisio.schema;

/** Says what is wrong with a value that is not null, for one column. */
interface ValueCheck {

  ValueCheck NONE = value -> null;

  /** What is wrong, without the column's name; null if nothing is. */
  String problem(Object value);

  default ValueCheck and(ValueCheck other) {
    return value -> {
      String problem = problem(value);
      return problem == null ? other.problem(value) : problem;
    };
  }
}
