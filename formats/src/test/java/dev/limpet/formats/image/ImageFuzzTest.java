package dev.limpet.formats.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.limpet.formats.json.JsonException;

/** Images are made by anybody. */
class ImageFuzzTest {
  /** The name of a file is never one of another directory, and the whole name is a name again. */
  @FuzzTest(maxDuration = "30s")
  void anyTextIsANameOrNone(FuzzedDataProvider data) {
    String text = data.consumeRemainingAsString();
    ImageName name = ImageName.parse(text);
    if (name != null) {
      String file = ImageName.file(name.toString());
      assertFalse(file.contains("/") || file.startsWith("."), file);
      assertTrue(file.length() <= 255, file);
      assertEquals(name, ImageName.parse(name.toString()));
      assertEquals(name, ImageName.parse(name.familiar()));
    }
  }

  @FuzzTest(maxDuration = "30s")
  void anyFilesHaveAccountsOrNot(FuzzedDataProvider data) {
    String wanted = data.consumeString(20);
    String passwd = data.consumeString(500);
    try {
      Account account = Account.of(wanted, passwd, data.consumeRemainingAsString());
      assertTrue(account.uid() != -1 && account.gid() != -1 && !account.groups().contains(-1));
      assertFalse(account.home().isEmpty());
    } catch (UnknownAccountException e) {
      assertNotNull(e.getMessage());
    }
  }

  @FuzzTest(maxDuration = "30s")
  void anyTextIsADescriptionOrRefused(FuzzedDataProvider data) {
    try {
      TreeDescription read = TreeDescription.read(data.consumeRemainingAsString());
      assertEquals(read, TreeDescription.read(read.write()));
    } catch (JsonException e) {
      assertNotNull(e.getMessage());
    }
  }
}
