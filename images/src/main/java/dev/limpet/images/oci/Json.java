package dev.limpet.images.oci;

import dev.limpet.formats.json.JsonException;
import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Documents of JSON that come from anybody. */
public final class Json {
  /** The most bytes that a manifest, an index or a configuration may have, as in registries. */
  public static final int MAX_SIZE = 4 << 20;

  private Json() {}

  /**
   * What {@code read} makes of the object that {@code bytes} are.
   *
   * @param what it is, for messages
   */
  public static <T extends @Nullable Object> T read(
      byte[] bytes, String what, Function<JsonFields, T> read) {
    if (bytes.length > MAX_SIZE) {
      throw new ImageException(
          what + " has " + bytes.length + " bytes, and " + MAX_SIZE + " is the most there may be");
    }
    try {
      return read.apply(JsonFields.of(JsonReader.read(text(bytes))));
    } catch (CharacterCodingException e) {
      throw new ImageException(what + " is no UTF-8");
    } catch (JsonException e) {
      throw new ImageException(what + ": " + e.getMessage());
    }
  }

  /** {@code bytes} as a text. */
  public static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
