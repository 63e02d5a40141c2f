package dev.limpet.cli.full;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.sandbox.Helper;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserNetworkOptionTest {
  @Test
  void pastaOpensNothingAndStaysRootForRoot() {
    UserNetworkOption option = UserNetworkOption.pasta("/usr/bin/pasta", 1000, 1000);
    List<String> words = option.helper().args();
    assertTrue(words.contains("--no-map-gw"));
    assertFalse(words.contains("--runas"));
    for (String direction : new String[] {"-t", "-u", "-T", "-U"}) {
      assertEquals("none", words.get(words.indexOf(direction) + 1));
    }
    assertEquals(Helper.PID, words.get(words.size() - 1));
    assertEquals(option.resolver(), words.get(words.indexOf("--dns-forward") + 1));
    List<String> roots = UserNetworkOption.pasta("/usr/bin/pasta", 0, 7).helper().args();
    assertEquals("0:7", roots.get(roots.indexOf("--runas") + 1));
  }

  @Test
  void slirpLocksItselfAwayWhereItCan() {
    List<String> words = UserNetworkOption.slirp("/usr/bin/slirp4netns", false).helper().args();
    assertTrue(words.contains("--disable-host-loopback"));
    assertTrue(words.contains("--enable-seccomp"));
    assertFalse(words.contains("--enable-sandbox"));
    UserNetworkOption root = UserNetworkOption.slirp("/usr/bin/slirp4netns", true);
    assertTrue(root.helper().args().contains("--enable-sandbox"));
    assertEquals(3, root.helper().ready());
  }

  @Test
  void resolverFileKeepsHowNamesAreCompleted() {
    assertEquals("nameserver 10.0.2.3\n", HostResolver.at("10.0.2.3", ""));
    String hosts =
        "# mine\nnameserver 127.0.0.53\nsearch a b\noptions edns0\nsearching x\ndomain c";
    assertEquals(
        "nameserver 10.0.2.3\nsearch a b\noptions edns0\ndomain c\n",
        HostResolver.at("10.0.2.3", hosts));
  }
}
