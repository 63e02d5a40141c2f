package dev.limpet.cli.full;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.limpet.cli.EnvChange;
import dev.limpet.cli.RunOptions;
import dev.limpet.cli.RunOptions.Bind;
import dev.limpet.cli.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyTest {
  private static FullOptions options(String policy, String... words) {
    return request(policy, words).options();
  }

  private static Request request(String policy, String... words) {
    return Request.of("run", List.of(words)).under(PolicyReader.read("run", "/p/f.yaml", policy));
  }

  @Test
  void policyHoldsOptionsByTheirLongNames() {
    FullOptions options =
        options(
            """
            rootfs: /srv/alpine
            map: [{src: /home/me/.m2, dst: /mnt}, "/a:/b"]
            vol: {src: /v, dst: /w}
            tmpfs: /t:size=1m
            env: {A: b, N: 1, PASSED: }
            unset: X
            net: host
            nofile: 1024
            timeout: 10s
            stats: json
            init: true
            dry-run: false
            command: [make, -j, 2]
            """);
    assertEquals(
        FullOptions.parse(
            "run",
            List.of(
                "--rootfs=/srv/alpine",
                "--map",
                "/home/me/.m2",
                "/mnt",
                "--map",
                "/a",
                "/b",
                "--vol",
                "/v",
                "/w",
                "--tmpfs",
                "/t:size=1m",
                "-e",
                "A=b",
                "-e",
                "N=1",
                "-e",
                "PASSED",
                "-E",
                "X",
                "--net=host",
                "--nofile=1024",
                "--timeout=10s",
                "--stats=json",
                "--init",
                "--",
                "make",
                "-j",
                "2")),
        options);
  }

  @Test
  void commandLineReplacesWhatHasOneValueAndAddsToWhatRepeats() {
    FullOptions options =
        options(
            "{network: host, user: 1, nofile: 9, env: [A=1], map: '/a:/b', command: [x]}",
            "--net=none",
            "--map-root",
            "-e",
            "A=2",
            "--map",
            "/c",
            "/d",
            "y");
    RunOptions plain = options.plain();
    assertEquals(RunOptions.Network.NONE, plain.network());
    assertEquals(new RunOptions.User(0, 0), plain.user());
    assertEquals(9L, plain.limits().nofile());
    assertEquals(
        List.of(new EnvChange.Set("A", "1"), new EnvChange.Set("A", "2")), plain.env().changes());
    assertEquals(List.of(new Bind("/a", "/b", false), new Bind("/c", "/d", false)), plain.places());
    assertEquals(List.of("y"), plain.command());
  }

  @Test
  void pathsAreRelativeToThePolicy() {
    FullOptions options =
        options(
            "{rootfs: ., map: {src: x, dst: /x}, volume: ['./y:/y', '../z:/z:ro'], env-file: e,"
                + " workdir: /w, command: [./x]}");
    assertEquals("/p", options.plain().rootfs());
    assertEquals(
        List.of(
            new Bind("/p/x", "/x", false),
            new Bind("/p/./y", "/y", true),
            new Bind("/p/../z", "/z", false)),
        options.plain().places());
    assertEquals(List.of("/p/e"), options.envFiles());
    assertEquals(List.of("./x"), options.plain().command());
    Request near = PolicyReader.read("run", "f", "volume: ./y:/y");
    assertEquals(List.of("././y:/y"), near.given().get(0).values());
    Request below = PolicyReader.read("run", "d/f", "volume: ./y:/y");
    assertEquals(List.of("./d/./y:/y"), below.given().get(0).values());
    assertRefused("1:9: $.rootfs: a policy is no shell, which knows ~", "rootfs: '~/x'");
    assertRefused("1:9: --volume y:/y names a volume", "volume: y:/y");
  }

  @Test
  void sectionsKeepTheOrderOfWhatAlternates() {
    FullOptions options = options("[{unset: A, env: {A: 1}}, {unset: A}]", "x");
    assertEquals(
        List.of(new EnvChange.Unset("A"), new EnvChange.Set("A", "1"), new EnvChange.Unset("A")),
        options.plain().env().changes());
  }

  @Test
  void whatIsWrongIsRefusedByItsPlace() {
    assertRefused(
        "2:1: no key \"nofil\" is known here; did you mean \"nofile\"?", "net: none\nnofil: 1");
    assertRefused("1:1: no key \"policy\" is known here", "policy: x");
    assertRefused("1:1: no key \"e\" is known here", "e: x");
    assertRefused("1:9: --nofile 1 is no number", "nofile: 1");
    assertRefused("1:10: --timeout 0 is no time above zero", "timeout: 0");
    assertRefused("2:5: --map has .. in its destination /..", "map:\n  - {src: /, dst: /..}");
    assertRefused("1:7: $.init is a string, and true or false is wanted", "init: yes");
    assertRefused("1:8: $.stats is a number, and true or false is wanted", "stats: 1");
    assertRefused("1:6: $.net is true, and none|host|user|ns:NAME", "net: true");
    assertRefused(
        "1:11: $.hostname is null, and NAME (a string or number) is wanted", "hostname: ~");
    assertRefused("1:9: $.rootfs is an array", "rootfs: [/]");
    assertRefused("1:6: $.map is not SRC:DST: write {src: SRC, dst: DST}", "map: /a");
    assertRefused("1:6: $.map has no dst", "map: {src: /a}");
    assertRefused("1:15: no key \"to\" is known here", "map: {src: /a,to: /b, dst: /b}");
    assertRefused("1:7: $.env[\"A=B\"] has = in the name", "env: {A=B: c}");
    assertRefused("1:10: $.env.A is false, and VALUE", "env: {A: false}");
    assertRefused("1:10: $.command has no program", "command: []");
    assertRefused("1:10: $.command is a string, and an array is wanted", "command: make all");
    assertRefused("1:1: $ is a string, and an object is wanted", "run");
    assertRefused("2:1: $.net is there twice", "net: none\nnet: host");
    assertRefused("2:10: --fsize is given twice", "- fsize: 1\n- fsize: 2");
    assertRefused("1:6: anchors are not understood", "net: &a none");
  }

  private static void assertRefused(String message, String policy) {
    UsageException refused =
        assertThrows(UsageException.class, () -> options(policy, "--", "true"));
    String said = String.valueOf(refused.getMessage());
    String wanted = "run: /p/f.yaml:" + message;
    assertEquals(wanted, said.startsWith(wanted) ? wanted : said);
  }

  @Test
  void commandIsWantedFromOneOfThem() {
    UsageException refused = assertThrows(UsageException.class, () -> options("net: none"));
    assertEquals(
        "run: no command is given: limpet run [OPTION...] [--] COMMAND...", refused.getMessage());
  }

  @Test
  void policyIsGivenOnce() {
    assertEquals("a", Request.of("run", List.of("--policy", "a", "x")).policy());
    Request twice = Request.of("run", List.of("--policy=a", "--policy", "b", "x"));
    assertThrows(UsageException.class, twice::policy);
  }

  @Test
  void printedPolicyIsReadable() {
    Request request =
        request(
            "{net: host, env: [A=1, B], init: true}",
            "--vol",
            ".",
            "/s",
            "--tmpfs",
            "size=1m",
            "/t",
            "-v",
            "./x:/y",
            "-e",
            "C=x: y",
            "--timeout=10s",
            "-C",
            "/s",
            "--stats",
            "sh",
            "-c",
            "true");
    assertEquals(
        """
        net: host
        env:
          A: 1
          B:
          C: "x: y"
        init: true
        vol:
          - {src: /c, dst: /s}
        tmpfs:
          - {options: size=1m, dst: /t}
        volume:
          - /c/./x:/y
        timeout: 10s
        workdir: /s
        stats: true
        command:
          - sh
          - "-c"
          - "true"
        """,
        PolicyText.of(request.checked(), "/c"));
    assertEquals("{}\n", PolicyText.of(Request.of("run", List.of("--print-policy")), "/c"));
  }

  @Test
  void printedSectionsKeepTheOrder() {
    Request request =
        Request.of("run", List.of("-e", "A=1", "--map", "/a", "/b", "-E", "A", "-e", "A", "x"));
    String text = PolicyText.of(request, "/c");
    assertEquals(
        """
        - env:
            A: 1
          map:
            - {src: /a, dst: /b}
          unset:
            - A
        - env:
            A:
          command:
            - x
        """,
        text);
    assertEquals(request.options(), PolicyReader.read("run", "/f", text).options());
  }
}
