package io.dorisio.emulator.show;

import io.dorisio.emulator.config.Setting;
import io.dorisio.emulator.config.Settings;
import io.dorisio.emulator.error.DorisException;
import io.dorisio.emulator.storage.QueryResult;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** SHOW FRONTEND CONFIG and ADMIN SET FRONTEND CONFIG, whose texts are UNVERIFIED. */
public final class ShowConfig {
  private static final List<QueryResult.ResultColumn> COLUMNS =
      StatementRunner.columns("Key", "Value", "Type", "IsMutable", "MasterOnly", "Comment");

  private final Settings settings;

  public ShowConfig(Settings settings) {
    this.settings = settings;
  }

  QueryResult show(String pattern) {
    Pattern like = StatementRunner.like(pattern);
    List<List<Object>> rows = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      if (setting.isFrontend() && like.matcher(setting.key()).matches()) {
        rows.add(
            List.of(
                setting.key(), settings.get(setting), setting.type().shown(), "true", "true", ""));
      }
    }
    return new QueryResult(COLUMNS, rows);
  }

  void set(String key, String value) throws DorisException {
    Setting setting = Setting.of(key);
    if (setting == null || !setting.isFrontend()) {
      throw DorisException.analysis("Config '" + key + "' does not exist");
    }
    try {
      settings.set(setting, value);
    } catch (IllegalArgumentException e) {
      throw DorisException.analysis(e.getMessage());
    }
  }
}
