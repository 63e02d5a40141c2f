package dev.limpet.formats.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class AccountTest {
  private static final String PASSWD =
      """
      root:x:0:0:root:/root:/bin/sh
      broken:x:1
      also:x:y:3::/:
      app:x:100:101:App:/srv/app:/bin/sh
      500:x:7:8::/seven:
      nohome:x:200:201:::
      """;

  private static final String GROUP =
      """
      root:x:0:root
      wheel:x:10:root,app
      tail:x:11:app
      app:x:101:
      again:x:11:app
      web:x:300:nobody
      """;

  private static Account of(String wanted) {
    return Account.of(wanted, PASSWD, GROUP);
  }

  @Test
  void nobodySaidIsRootWithItsGroups() {
    assertEquals(new Account(0, 0, List.of(0, 10), "/root"), of(""));
    assertEquals(new Account(0, 0, List.of(), "/"), Account.of("", "", ""));
  }

  @Test
  void nameHasItsNumbersGroupsAndHome() {
    assertEquals(new Account(100, 101, List.of(10, 11), "/srv/app"), of("app"));
    assertEquals(of("app"), of("100"));
    assertEquals(new Account(200, 201, List.of(), "/"), of("nohome"));
  }

  @Test
  void groupThatIsGivenIsTheOnlyOne() {
    assertEquals(new Account(100, 300, List.of(), "/srv/app"), of("app:web"));
    assertEquals(new Account(100, 42, List.of(), "/srv/app"), of("app:42"));
    assertEquals(new Account(0, 11, List.of(), "/root"), of(":tail"));
  }

  @Test
  void numberNeedsNoEntry() {
    assertEquals(new Account(4242, 0, List.of(), "/"), of("4242"));
    assertEquals(new Account(-2, 5, List.of(), "/"), of("4294967294:5"));
  }

  @Test
  void nameThatIsANumberIsFoundFirst() {
    assertEquals(new Account(7, 8, List.of(), "/seven"), of("500"));
  }

  @Test
  void whoIsNotThereIsRefused() {
    for (String wanted :
        new String[] {"nobody", "also", "broken", "app:none", "4294967295", "-1"}) {
      assertThrows(UnknownAccountException.class, () -> of(wanted), wanted);
    }
  }
}
