package dev.limpet.cli.full.doctor;

import dev.limpet.formats.json.JsonWriter;
import dev.limpet.linux.Environment;
import dev.limpet.linux.Kernel;
import dev.limpet.linux.OsString;
import java.util.ArrayList;
import java.util.List;

/** All checks, and their findings in words. */
public final class Doctor {
  private static final int NAME_WIDTH = 20;
  private static final int STATE_WIDTH = 9;

  private static final List<Check> CHECKS =
      List.of(
          new BoxCheck(),
          new KernelCheck(),
          new UserNamespacesCheck(),
          new NamespacesCheck(),
          new SeccompCheck(),
          new LandlockCheck(),
          new CgroupsCheck(),
          new OverlayCheck(),
          new SubordinateIdsCheck(),
          new UserNetworkCheck(),
          new RuntimeDirectoryCheck(),
          new KvmCheck());

  private Doctor() {}

  /** What is found, in the order in which it matters. */
  public static List<Finding> examine(Kernel kernel, Environment environment) {
    Facts facts = new Facts(kernel, environment);
    List<Finding> findings = new ArrayList<>();
    for (Check check : CHECKS) {
      findings.add(check.find(facts));
    }
    return findings;
  }

  /** Whether a box was started. */
  public static boolean canStart(List<Finding> findings) {
    for (Finding finding : findings) {
      if (finding.name().equals(BoxCheck.NAME)) {
        return finding.state() == Finding.State.OK;
      }
    }
    return false;
  }

  /** A line for each, and one for what to do about it. */
  public static String text(List<Finding> findings) {
    StringBuilder out = new StringBuilder();
    for (Finding finding : findings) {
      padded(out, finding.state().word(), STATE_WIDTH);
      padded(out, finding.name(), NAME_WIDTH);
      out.append(OsString.visible(finding.what())).append('\n');
      if (!finding.fix().isEmpty()) {
        padded(out, "", STATE_WIDTH + NAME_WIDTH);
        out.append("fix: ").append(OsString.visible(finding.fix())).append('\n');
      }
    }
    return out.toString();
  }

  private static void padded(StringBuilder out, String word, int width) {
    out.append(word);
    for (int i = word.length(); i < width; i++) {
      out.append(' ');
    }
  }

  /** One line: {@code {"boxes":true,"checks":[{"name","state","what","fix"},...]}}. */
  public static String json(List<Finding> findings) {
    JsonWriter json = new JsonWriter().beginObject().member("boxes", canStart(findings));
    json.key("checks").beginArray();
    for (Finding finding : findings) {
      json.beginObject()
          .member("name", finding.name())
          .member("state", finding.state().key())
          .member("what", finding.what());
      json.key("fix");
      if (finding.fix().isEmpty()) {
        json.nullValue();
      } else {
        json.value(finding.fix());
      }
      json.endObject();
    }
    return json.endArray().endObject() + "\n";
  }
}
