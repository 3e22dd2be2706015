package peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures in microseconds: warms up until the time is over and enough calls were made, then the best of several rounds. */
final class Measure {
  private static final double ROUND_SECONDS = 0.5;
  private static final int ROUNDS = 9;
  /** Rounds last until all inputs were answered; whoever takes longer than this in all is not asked for more of the same. */
  private static final double PATIENCE_SECONDS = 20;

  private final Engine engine;
  private final Path folder;
  private final double warmUpSeconds;
  /** Results end here, so that no call can be left out as useless. */
  static volatile Object sink;

  Measure(Engine engine, Path folder, double warmUpSeconds) {
    this.engine = engine;
    this.folder = folder;
    this.warmUpSeconds = warmUpSeconds;
  }

  double of(Work work) throws Exception {
    return work.models() == null ? calls(work) : readings(work);
  }

  private double calls(Work work) throws Exception {
    Engine.Ready ready =
        work.expression() != null
            ? engine.expression(work.expression(), work.variables())
            : engine.decision(read(work.model()), work.decision());
    for (int index = 0; index < work.inputs().size(); index++) {
      Answers.check(work.answers().get(index), ready.answer(work.inputs().get(index)));
    }
    round(ready, work.inputs(), warmUpSeconds);
    double best = Double.POSITIVE_INFINITY;
    long patience = System.nanoTime() + (long) (PATIENCE_SECONDS * 1e9);
    for (int round = 0; round < ROUNDS && (round == 0 || System.nanoTime() < patience); round++) {
      best = Math.min(best, round(ready, work.inputs(), ROUND_SECONDS));
    }
    return best;
  }

  private static double round(Engine.Ready ready, List<Map<String, Object>> inputs, double seconds) throws Exception {
    long started = System.nanoTime();
    long until = started + (long) (seconds * 1e9);
    long calls = 0;
    long now;
    do {
      for (Map<String, Object> input : inputs) sink = ready.answer(input);
      calls += inputs.size();
      now = System.nanoTime();
    } while (now < until);
    return (now - started) / 1e3 / calls;
  }

  /** From the text to the first answer. Files are in memory before the clock starts. */
  private double readings(Work work) throws Exception {
    List<byte[]> forWarmUp = new ArrayList<>();
    for (String file : work.warmUp()) forWarmUp.add(read(file));
    long until = System.nanoTime() + (long) (warmUpSeconds * 1e9);
    for (int index = 0; System.nanoTime() < until; index++) reading(work, forWarmUp.get(index % forWarmUp.size()));
    double best = Double.POSITIVE_INFINITY;
    long patience = System.nanoTime() + (long) (PATIENCE_SECONDS * 1e9);
    for (String file : work.models()) {
      best = Math.min(best, reading(work, read(file)));
      if (System.nanoTime() > patience) break;
    }
    return best;
  }

  private double reading(Work work, byte[] model) throws Exception {
    long started = System.nanoTime();
    Object answer = engine.decision(model, work.decision()).answer(work.inputs().get(0));
    double micros = (System.nanoTime() - started) / 1e3;
    Answers.check(work.answers().get(0), answer);
    return micros;
  }

  private byte[] read(String file) throws Exception {
    return Files.readAllBytes(folder.resolve(file));
  }
}
