package dev.limpet.sandbox.boxes;

import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonValue;
import dev.limpet.formats.json.JsonWriter;
import dev.limpet.formats.oci.Landlock;
import dev.limpet.sandbox.Plan;
import dev.limpet.sandbox.Step;
import dev.limpet.sandbox.UserChange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a box is not in its namespaces: what a process gets that joins.
 *
 * @param cgroups the directories of its cgroups, as the host has them
 * @param cwd its working directory
 * @param env its environment, each {@code NAME=value}
 * @param limits its resource limits
 * @param capabilities those that it has, and no other ever
 * @param landlock what Landlock holds it to; null for nothing
 * @param filters its filters of system calls, each a program of classic BPF
 * @param user whom it became after the box was made; null for nobody else
 */
public record Confinement(
    List<String> cgroups,
    String cwd,
    List<String> env,
    List<Limit> limits,
    List<String> capabilities,
    @Nullable Landlock landlock,
    List<Filter> filters,
    @Nullable UserChange user) {
  /** NGROUPS_MAX of Linux, and the two before. */
  private static final int MOST_IDS = 65_538;

  private static final long MAX_ID = 0xffff_fffeL;

  public Confinement {
    cgroups = List.copyOf(cgroups);
    env = List.copyOf(env);
    limits = List.copyOf(limits);
    capabilities = List.copyOf(capabilities);
    filters = List.copyOf(filters);
  }

  /** RLIMIT_*, and its limits as setrlimit(2) has them. */
  public record Limit(int resource, long soft, long hard) {}

  /** That of a box which is started by {@code plan}. */
  static Confinement of(Plan plan) {
    List<String> cgroups = new ArrayList<>();
    String cwd = "/";
    List<Limit> limits = new ArrayList<>();
    List<String> capabilities = List.of();
    Landlock landlock = null;
    List<Filter> filters = new ArrayList<>();
    UserChange user = null;
    for (Step step : plan.steps()) {
      if (step instanceof Step.JoinCgroup cgroup) {
        cgroups.add(cgroup.directory());
      } else if (step instanceof Step.ChangeDirectory directory) {
        cwd = directory.path();
      } else if (step instanceof Step.SetLimit limit) {
        limits.add(new Limit(limit.resource(), limit.soft(), limit.hard()));
      } else if (step instanceof Step.DropCapabilities drop) {
        capabilities = drop.kept();
      } else if (step instanceof Step.Restrict restrict) {
        landlock = restrict.rules();
      } else if (step instanceof Step.InstallFilter install) {
        filters.add(Filter.of(install));
      } else if (step instanceof UserChange change) {
        user = change;
      }
    }
    return new Confinement(
        cgroups, cwd, plan.guest().env(), limits, capabilities, landlock, filters, user);
  }

  void write(JsonWriter out) {
    out.beginObject();
    out.key("cgroups").beginArray();
    for (String directory : cgroups) {
      out.value(directory);
    }
    out.endArray();
    out.member("cwd", cwd);
    out.key("env").beginArray();
    for (String entry : env) {
      out.value(entry);
    }
    out.endArray();
    out.key("limits").beginArray();
    for (Limit limit : limits) {
      out.beginArray().value(limit.resource).value(limit.soft).value(limit.hard).endArray();
    }
    out.endArray();
    out.key("capabilities").beginArray();
    for (String capability : capabilities) {
      out.value(capability);
    }
    out.endArray();
    Landlock rules = landlock;
    if (rules != null) {
      out.key("landlock").beginObject().member("scoped", rules.scoped());
      ports(out, "connect_tcp", rules.connectTcp());
      ports(out, "bind_tcp", rules.bindTcp());
      out.endObject();
    }
    out.key("filters").beginArray();
    for (Filter filter : filters) {
      filter.write(out);
    }
    out.endArray();
    UserChange change = user;
    if (change != null) {
      out.key("user").beginArray();
      out.value(Integer.toUnsignedLong(change.uid())).value(Integer.toUnsignedLong(change.gid()));
      for (int group : change.groups()) {
        out.value(Integer.toUnsignedLong(group));
      }
      out.endArray();
    }
    out.endObject();
  }

  /** Ids: the user, the group, and the other groups. */
  private static @Nullable UserChange user(@Nullable JsonValue value) {
    if (value == null) {
      return null;
    }
    List<Long> ids = numbers(value, MOST_IDS);
    List<Integer> groups = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      long id = ids.get(i);
      if (ids.size() < 2 || id < 0 || id > MAX_ID) {
        throw JsonFields.wrong(value, "is no user and group");
      }
      if (i >= 2) {
        groups.add((int) id);
      }
    }
    return new UserChange((int) (long) ids.get(0), (int) (long) ids.get(1), groups, false);
  }

  private static void ports(JsonWriter out, String key, @Nullable List<Integer> ports) {
    if (ports != null) {
      out.key(key).beginArray();
      for (int port : ports) {
        out.value(port);
      }
      out.endArray();
    }
  }

  private static @Nullable Landlock landlock(@Nullable JsonFields fields) {
    if (fields == null) {
      return null;
    }
    Landlock rules =
        new Landlock(
            ports(fields.optional("connect_tcp")),
            ports(fields.optional("bind_tcp")),
            fields.required("scoped").asBoolean());
    fields.refuseOthers();
    return rules;
  }

  private static @Nullable List<Integer> ports(@Nullable JsonValue value) {
    if (value == null) {
      return null;
    }
    List<Integer> ports = new ArrayList<>();
    for (Long port : numbers(value, 1 << 16)) {
      if (port < 0 || port > 65_535) {
        throw JsonFields.wrong(value, "has the port " + port);
      }
      ports.add((int) (long) port);
    }
    return ports;
  }

  static Confinement read(JsonFields fields) {
    List<Limit> limits = new ArrayList<>();
    for (JsonValue value : fields.array("limits")) {
      List<Long> numbers = numbers(value, 3);
      if (numbers.size() != 3 || numbers.get(0) < 0 || numbers.get(0) > 15) {
        throw JsonFields.wrong(value, "is no limit");
      }
      limits.add(new Limit((int) (long) numbers.get(0), numbers.get(1), numbers.get(2)));
    }
    List<Filter> filters = new ArrayList<>();
    for (JsonFields filter : fields.objects("filters")) {
      filters.add(Filter.read(filter));
    }
    Confinement confinement =
        new Confinement(
            fields.strings("cgroups"),
            fields.string("cwd"),
            fields.strings("env"),
            limits,
            fields.strings("capabilities"),
            landlock(fields.optionalObject("landlock")),
            filters,
            user(fields.optional("user")));
    fields.refuseOthers();
    if (!confinement.cwd.startsWith("/")) {
      throw new JsonException(fields.place(), "cwd is no absolute path");
    }
    return confinement;
  }

  static List<Long> numbers(JsonValue value, int most) {
    List<Long> numbers = new ArrayList<>();
    for (JsonValue element : value.asArray()) {
      numbers.add(element.asLong());
    }
    if (numbers.size() > most) {
      throw JsonFields.wrong(
          value, "has " + numbers.size() + " elements: " + most + " are the most");
    }
    return numbers;
  }
}
