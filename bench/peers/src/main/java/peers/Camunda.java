package peers;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.camunda.dmn.DmnEngine;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;

/** The engines of Camunda 8, written in Scala. Expressions are parsed once. */
final class Camunda implements Engine {
  private final FeelEngineApi feel = FeelEngineBuilder.forJava().build();
  private final DmnEngine dmn = new DmnEngine.Builder().build();

  @Override
  public String name() {
    return "Camunda " + Versions.of("dmn-engine") + ", FEEL " + Versions.of("feel-engine");
  }

  @Override
  public Ready expression(String source, List<String> variables) {
    ParseResult parsed = feel.parseExpression(source);
    if (!parsed.isSuccess()) throw new IllegalStateException(parsed.toString());
    var expression = parsed.parsedExpression();
    return input -> {
      EvaluationResult result = feel.evaluate(expression, input);
      if (!result.isSuccess()) throw new IllegalStateException(result.toString());
      return result.result();
    };
  }

  @Override
  public Ready decision(byte[] model, String decision) {
    var parsed = dmn.parse(new ByteArrayInputStream(model));
    if (parsed.isLeft()) throw new IllegalStateException(parsed.left().toOption().get().toString());
    var ready = parsed.toOption().get();
    return input -> valueOf(ready, decision, input);
  }

  private Object valueOf(org.camunda.dmn.parser.ParsedDmn model, String decision, Map<String, Object> input) {
    var outcome = dmn.eval(model, decision, input);
    if (outcome.isLeft()) throw new IllegalStateException(outcome.left().toOption().get().toString());
    return outcome.toOption().get() instanceof DmnEngine.Result result ? result.value() : null;
  }
}
