package dev.limpet.cli.full;

import dev.limpet.cli.RunSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down which options are given, by the table of {@link FullSettings}. */
final class Recorder extends RunSettings {
  private final FullSettings table = new FullSettings(false);
  private final List<Given> given = new ArrayList<>();

  Recorder() {
    super(false);
  }

  /** In the order of the command line. */
  List<Given> given() {
    return given;
  }

  @Override
  public @Nullable String form(String option) {
    return table.form(option);
  }

  @Override
  public boolean mayHaveValue(String option) {
    return table.mayHaveValue(option);
  }

  @Override
  public String unknown(String verb, String option) {
    return table.unknown(verb, option);
  }

  @Override
  public boolean wantsDestination(String option, String value) {
    return table.wantsDestination(option, value);
  }

  @Override
  public void set(String option, String value) {
    boolean alone = value.isEmpty() && String.valueOf(form(option)).isEmpty();
    given.add(new Given(option, alone ? List.of() : List.of(value), null));
  }

  @Override
  public void set(String option, String value, String destination) {
    given.add(new Given(option, List.of(value, destination), null));
  }
}
