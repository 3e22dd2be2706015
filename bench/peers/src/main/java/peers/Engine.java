package peers;

import java.util.List;
import java.util.Map;

/** What every engine does here: prepare once, then answer often. */
interface Engine {
  /** Name and versions, as they stand in the result. */
  String name();

  /** Whether it is measured with models too. */
  default boolean knowsModels() {
    return true;
  }

  Ready expression(String source, List<String> variables) throws Exception;

  /** Reads a model and gets one of its decisions ready. */
  Ready decision(byte[] model, String decision) throws Exception;

  interface Ready {
    Object answer(Map<String, Object> input) throws Exception;
  }
}
