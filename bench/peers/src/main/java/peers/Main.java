package peers;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code Main ENGINE FOLDER SECONDS}: measures one engine on the works in FOLDER and prints them as JSON. One engine for each process. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Engine engine =
        switch (arguments[0]) {
          case "camunda" -> new Camunda();
          case "drools" -> new Drools(false);
          case "drools-classes" -> new Drools(true);
          default -> throw new IllegalArgumentException(arguments[0]);
        };
    Path folder = Path.of(arguments[1]);
    ObjectMapper json = new ObjectMapper();
    List<Work> works = json.readValue(folder.resolve("works.json").toFile(), new TypeReference<>() {});
    Measure measure = new Measure(engine, folder, Double.parseDouble(arguments[2]));
    Map<String, Object> lines = new LinkedHashMap<>();
    for (Work work : works) {
      if (work.expression() != null || engine.knowsModels()) lines.put(work.name(), outcome(measure, work));
    }
    System.out.println(json.writeValueAsString(Map.of("engine", engine.name(), "java", System.getProperty("java.vm.version"), "micros", lines)));
    System.exit(0);
  }

  /** Microseconds, or a sentence why there are none. */
  private static Object outcome(Measure measure, Work work) {
    try {
      return measure.of(work);
    } catch (Exception | LinkageError error) {
      String reason = String.valueOf(error.getMessage());
      return "not measured: " + reason.substring(0, Math.min(200, reason.length()));
    }
  }
}
