package dev.limpet.formats.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonReader;
import dev.limpet.formats.json.JsonValue;
import dev.limpet.formats.json.JsonWriter;
import org.junit.jupiter.api.Test;

class YamlReaderTest {
  @Test
  void blockMappingsAndSequencesLieInEachOther() {
    assertRead(
        "{\"a\":{\"b\":[\"x\",\"y\"],\"c\":[{\"d\":1,\"e\":2},[3,4],[]]},\"f\":null}",
        """
        # A comment
        a:
          b:
          - x   # as deep as its key
          - y

          c:
            - d: 1
              e: 2
            -
              - 3
              - 4
            - []
        f:
        """);
    assertRead("[[\"a\",\"b\"],null,{\"k\":null}]", "- - a\n  - b\n-\n- k:");
  }

  @Test
  void flowCollectionsMayGoOverLines() {
    assertRead(
        "{\"a\":[1,\"b c\",{\"d\":\"e\"}],\"f\":{}}", "a: [1, b c, # so\n  {d: e},\n]\nf: { }\n");
    assertRead("{\"a\":null,\"b\":null}", "{a: , b: }");
    assertRead("{\"a\":1,\"b\":\"x:y\"}", "{\"a\":1, b: x:y}");
  }

  @Test
  void plainScalarsHaveTheTypesOfTheCoreSchema() {
    assertRead(
        "[null,null,true,false,\"yes\",\"no\",\"off\",\"y\",\"nUll\"]",
        "[~, NULL, True, false, yes, no, off, y, nUll]");
    assertRead(
        "[1,-0,1.5,1e3,\"1:30\",\"1_000\",\"1.2.3\",\"-\\u00e9\",\"0b1\",\"10s\"]",
        "[1, -0, 1.5, 1e3, 1:30, 1_000, 1.2.3, -\u00e9, 0b1, 10s]");
    assertRead("{\"a\":\"b c, [d] {e} 'f' \\\"g\\\" h#i\"}", "a: b c, [d] {e} 'f' \"g\" h#i # j");
    assertRead("{\"a b\":\"http://c:80/-d?e\"}", "a b : http://c:80/-d?e");
  }

  @Test
  void quotedScalarsAreStrings() {
    assertRead("[\"1\",\"a: 'b' # c\",\"\"]", "['1', 'a: ''b'' # c', '']");
    assertRead(
        "{\"a\":\"\\n\u00e9\\\\\",\"b\":\"\\udcff\"}", "\"a\": \"\\n\\u00e9\\\\\"\nb: \"\\udcff\"");
  }

  @Test
  void literalAndFoldedBlocksKeepOrFoldTheirLines() {
    assertRead("{\"a\":\"x\\n  y\\n\\nz\\n\",\"b\":1}", "a: |\n  x\n    y\n\n  z\n\nb: 1");
    assertRead("{\"a\":\"x\",\"b\":\"x\\n\\n\"}", "a: |-\n  x\n\nb: |+\n  x\n\n");
    assertRead("{\"a\":\"x y\\nz\\n  w\\nv\\n\"}", "a: >  # so\n  x\n  y\n\n  z\n    w\n  v\n");
    assertRead("{\"b\":\"#c\\n\"}", "b: |\n #c\n# comment\n");
    assertRead("[\"x\\n\",\"y\"]", "- |\n x\n- >-\n y");
    assertRead("{\"a\":\"x\\ny\\n\"}", "a: |\r\n  x\r\n  y\r\n");
  }

  @Test
  void jsonIsYaml() {
    String json = "{\n\t\"a\" : [1,\r\n\t\t\"\\u00e9\\\"\", {\"b\":\tnull}]\n}\n";
    assertRead(JsonWriter.write(JsonReader.read(json)), json);
  }

  @Test
  void documentMayBeginWithItsSignAndMayBeEmpty() {
    assertRead("{\"a\":1}", "# c\n\n--- # d\na: 1\n");
    assertRead("null", "");
    assertRead("null", "\n  # only a comment");
  }

  @Test
  void everythingKnowsItsPlace() {
    JsonFields root =
        JsonFields.of(
            YamlReader.read("a:\n  - b: [x,\n   {c: d}]\n    e:\n      f: |\n        g\n"));
    JsonFields first = root.objects("a").get(0);
    assertPlace("2:5 $.a[0]", root.array("a").get(0));
    assertPlace("2:8 $.a[0].b", first.required("b"));
    assertPlace("3:4 $.a[0].b[1]", first.array("b").get(1));
    assertPlace("3:8 $.a[0].b[1].c", JsonFields.of(first.array("b").get(1)).required("c"));
    assertPlace("5:7 $.a[0].e", first.required("e"));
    assertPlace("5:10 $.a[0].e.f", first.object("e").required("f"));
  }

  private static void assertPlace(String wanted, JsonValue value) {
    assertEquals(
        wanted, value.place().line() + ":" + value.place().column() + " " + value.place().path());
  }

  @Test
  void whatCanSurpriseIsRefusedByName() {
    assertRefused("a: &x 1", "line 1, column 4: anchors are not understood");
    assertRefused("a: *x", "line 1, column 4: aliases are not understood");
    assertRefused("a: !!str 1", "line 1, column 4: tags are not understood");
    assertRefused("%YAML 1.2\n---\na: 1", "line 1, column 1: directives are not understood");
    assertRefused("a: 1\n---\nb: 2", "line 2, column 1: only one document is wanted");
    assertRefused("a: 1\n...\n", "line 2, column 1: only one document is wanted");
    assertRefused("<<: {a: 1}", "line 1, column 1: merge keys are not understood");
    assertRefused("a:\n\tb: 1", "line 2, column 1: a tab stands between words");
    assertRefused("a: |\n\tb", "line 2, column 1: a tab stands in the indentation");
    assertRefused("a: b\tc", "line 1, column 5: a tab stands in a text without quotes");
    assertRefused("a: 0x1f", "line 1, column 4: 0x1f is a number in a form of YAML's own");
    assertRefused("a: 0755", "0755 is a number in a form of YAML's own");
    assertRefused("a: +1", "+1 is a number in a form of YAML's own");
    assertRefused("a: .inf", ".inf is a number in a form of YAML's own");
    assertRefused("1: a", "line 1, column 1: a number is no key: put it in quotes");
    assertRefused("{a: 1, true: b}", "line 1, column 8: true is no key: put it in quotes");
    assertRefused("? a\n: b", "line 1, column 1: no key or value may begin with '?'");
    assertRefused("a: \u00a0\u202eb", "line 1, column 5: U+202E is not allowed");
    assertRefused("a: \udcff", "line 1, column 4: a byte that is not UTF-8 is not allowed");
    assertRefused("a: |2\n  b", "column 5: the indentation of a text is that of its first line");
    assertRefused("a: 1\nb: 2\na: 3", "line 3, column 1: $.a is there twice, first in line 1");
    assertRefused("[".repeat(101), "lists and mappings lie more than 100 deep");
    assertRefused("- ".repeat(100_000), "lists and mappings lie more than 100 deep");
  }

  @Test
  void mistakesAreToldWhereTheyAre() {
    assertRefused("a: b\n  c", "line 2, column 3: the indentation of this line is none of those");
    assertRefused("a:\n    b: 1\n  c: 2", "line 3, column 3: the indentation of this line");
    assertRefused("a: b: c", "line 1, column 5: the line goes on after its value with ':'");
    assertRefused("a: - b", "line 1, column 4: a list does not begin on the line of its key");
    assertRefused("a: 'b", "line 1, column 4: the string that begins here has no end on its line");
    assertRefused("a: \"b\nc\"", "line 1, column 6: a string holds the end of the line");
    assertRefused("a: \"b\" c", "line 1, column 8: the line goes on after its value with 'c'");
    assertRefused("a: 1\nb", "line 2, column 2: a colon and a space are wanted after the key");
    assertRefused("a: 1\nb:2", "line 2, column 4: a colon and a space are wanted after the key");
    assertRefused("[a\n b]", "line 2, column 2: a comma or ']' is wanted, not 'b'");
    assertRefused("[a: b]", "line 1, column 3: a comma or ']' is wanted, not ':'");
    assertRefused("{a, b: 1}", "line 1, column 3: a colon and a space are wanted");
    assertRefused("{a: ]", "line 1, column 5: a value is wanted, not ']'");
    assertRefused("{a: 1", "line 1, column 6: a comma or '}' is wanted, not the end of the text");
    assertRefused("[", "line 1, column 2: a value is wanted, not the end of the text");
    assertRefused("a: [b]#c", "line 1, column 7: a space is wanted before a comment");
    assertRefused("a: @b", "line 1, column 4: a value is wanted, not '@'");
    assertRefused("a: 1\n- b", "line 2, column 1: the indentation of this line");
    assertRefused("a: |\nb: 1", "line 2, column 1: no text follows that is indented deeper");
    assertRefused("a: |\n  \n", "line 3, column 1: no text follows that is indented deeper");
    assertRefused("|\n a", "line 1, column 1: a text of several lines belongs to a key or a list");
    assertRefused("a: |\n   \n  b", "line 3, column 3: a blank line before this one has more");
    assertRefused("a".repeat(1001) + ": b", "line 1, column 1: a key has more than 1000");
  }

  private static void assertRead(String json, String text) {
    assertEquals(JsonWriter.write(JsonReader.read(json)), JsonWriter.write(YamlReader.read(text)));
  }

  private static void assertRefused(String text, String message) {
    JsonException refused = assertThrows(JsonException.class, () -> YamlReader.read(text));
    String said = String.valueOf(refused.getMessage());
    assertEquals(message, said.contains(message) ? message : said);
  }
}
