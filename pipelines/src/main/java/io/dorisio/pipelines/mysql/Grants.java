package io.dorisio.pipelines.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code SHOW GRANTS} tells of a user. Where there are roles, what they hold is not told, and
 * the user is taken to have everything.
 */
final class Grants {
  private static final Pattern GRANT =
      Pattern.compile("GRANT (.+?) ON (\\S+) TO .*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final String EVERYWHERE = "*.*";

  private final List<Grant> grants = new ArrayList<>();
  private boolean roles;

  private record Grant(List<String> privileges, String object) {
    boolean has(String privilege) {
      return privileges.contains(privilege)
          || privileges.contains("ALL PRIVILEGES")
          || privileges.contains("ALL");
    }

    /** The object is * or a database's name, in which % and _ stand for others. */
    boolean covers(String database) {
      String name =
          object.startsWith("`")
              ? object.substring(1, object.indexOf('`', 1))
              : object.replaceAll("\\..*", "");
      String regex =
          name.equals("*")
              ? ".*"
              : name.replaceAll("([^A-Za-z0-9_%\\\\])", "\\\\$1")
                  .replace("%", ".*")
                  .replaceAll("(?<!\\\\)_", ".")
                  .replace("\\_", "_");
      return database.matches(regex);
    }
  }

  private Grants() {}

  static Grants parse(List<String> lines) {
    Grants parsed = new Grants();
    for (String line : lines) {
      Matcher grant = GRANT.matcher(line);
      if (grant.matches()) {
        List<String> names = List.of(grant.group(1).toUpperCase(Locale.ROOT).split(", ?"));
        parsed.grants.add(new Grant(names, grant.group(2)));
      } else {
        parsed.roles = true;
      }
    }
    return parsed;
  }

  /** Whether the user has a privilege on everything. */
  boolean hasGlobal(String privilege) {
    return roles
        || grants.stream()
            .anyMatch(grant -> grant.has(privilege) && grant.object().equals(EVERYWHERE));
  }

  /** Whether the user has a privilege on a database or on tables of it. */
  boolean has(String privilege, String database) {
    return roles
        || grants.stream().anyMatch(grant -> grant.has(privilege) && grant.covers(database));
  }
}
