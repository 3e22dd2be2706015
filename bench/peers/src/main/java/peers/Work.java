package peers;

import java.util.List;
import java.util.Map;

/**
 * One line of the table, written by bench/java-peers.ts. Either an expression with its variables, or a model (file) with a decision, or models to
 * be read again and again: those for warming up, then those that count.
 */
record Work(
    String name,
    String expression,
    List<String> variables,
    String model,
    List<String> warmUp,
    List<String> models,
    String decision,
    List<Map<String, Object>> inputs,
    List<Object> answers) {}
