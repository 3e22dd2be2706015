package peers;

import java.util.List;
import java.util.Map;
import org.kie.api.io.Resource;
import org.kie.dmn.api.core.DMNContext;
import org.kie.dmn.api.core.DMNDecisionResult;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.core.impl.DMNContextImpl;
import org.kie.dmn.core.internal.utils.DMNRuntimeBuilder;
import org.kie.dmn.feel.FEEL;
import org.kie.dmn.feel.lang.CompilerContext;
import org.kie.dmn.feel.lang.impl.FEELBuilder;
import org.kie.dmn.feel.lang.types.BuiltInType;
import org.kie.internal.io.ResourceFactory;

/** Drools as it comes, or with its FEEL expressions made into Java classes. */
final class Drools implements Engine {
  private final boolean classes;
  private final FEEL feel = FEELBuilder.builder().build();

  Drools(boolean classes) {
    this.classes = classes;
  }

  @Override
  public String name() {
    return "Drools " + Versions.of("kie-dmn-core") + (classes ? ", expressions as Java classes" : "");
  }

  /** Classes are an option for single expressions here; models run as Drools runs them without being told otherwise. */
  @Override
  public boolean knowsModels() {
    return !classes;
  }

  @Override
  public Ready expression(String source, List<String> variables) {
    CompilerContext names = feel.newCompilerContext();
    for (String variable : variables) names.addInputVariableType(variable, BuiltInType.UNKNOWN);
    names.setDoCompile(classes);
    var compiled = classes ? feel.processExpression(source, names).asCompiledFEELExpression() : feel.compile(source, names);
    return input -> feel.evaluate(compiled, input);
  }

  @Override
  public Ready decision(byte[] xml, String decision) {
    Resource resource = ResourceFactory.newByteArrayResource(xml);
    resource.setSourcePath("model.dmn");
    DMNRuntime runtime =
        DMNRuntimeBuilder.fromDefaults()
            .buildConfiguration()
            .fromResources(List.of(resource))
            .getOrElseThrow(IllegalStateException::new);
    DMNModel model = runtime.getModels().get(0);
    if (model.hasErrors()) throw new IllegalStateException(model.getMessages().toString());
    return input -> valueOf(runtime, model, decision, input);
  }

  private static Object valueOf(DMNRuntime runtime, DMNModel model, String decision, Map<String, Object> input) {
    DMNContext context = new DMNContextImpl(input);
    DMNDecisionResult result = runtime.evaluateByName(model, context, decision).getDecisionResultByName(decision);
    if (result.hasErrors()) throw new IllegalStateException(result.getMessages().toString());
    return result.getResult();
  }
}
