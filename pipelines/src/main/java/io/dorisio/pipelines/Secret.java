package io.dorisio.pipelines;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A value that never prints. Beam writes its options into logs and onto dashboards with {@code
 * toString}, so a password must not be a String there.
 */
public final class Secret {
  private final String value;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Secret(String value) {
    this.value = value;
  }

  @JsonIgnore
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "********";
  }
}
