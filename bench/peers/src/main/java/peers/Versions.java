package peers;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions as they are really on the class path, not as somebody wrote them down. */
final class Versions {
  private Versions() {}

  static String of(String artifact) {
    Matcher found = Pattern.compile("[/\\\\]" + Pattern.quote(artifact) + "-([^/\\\\:;]+)\\.jar").matcher(System.getProperty("java.class.path"));
    return found.find() ? found.group(1) : "?";
  }
}
