package dev.limpet.images.registry;

import dev.limpet.formats.json.JsonFields;
import dev.limpet.formats.json.JsonValue;
import dev.limpet.images.oci.ImageException;
import dev.limpet.images.oci.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names and passwords for registries, out of the files that podman and docker login write: {@code
 * $REGISTRY_AUTH_FILE}, {@code $XDG_RUNTIME_DIR/containers/auth.json}, {@code
 * ~/.config/containers/auth.json}, {@code $DOCKER_CONFIG/config.json} or {@code
 * ~/.docker/config.json}; the first that knows the registry counts.
 */
final class Credentials {
  /** What a helper says for a password that is a token. */
  private static final String TOKEN_USER = "<token>";

  private static final String DOCKER_KEY = "https://index.docker.io/v1/";

  /**
   * A name with a password, or a token with which others are got.
   *
   * @param identity whether {@code secret} is such a token
   */
  record Login(String user, String secret, boolean identity) {
    String basic() {
      byte[] pair = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public String toString() {
      return user; // a secret is in no message
    }
  }

  private final Map<String, String> environment;

  Credentials(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Those for the repository {@code path} of {@code host}; null where none are known. */
  @Nullable Login find(String host, String path) throws IOException, InterruptedException {
    for (Path file : files()) {
      if (Files.isRegularFile(file)) {
        Login login = find(file, keys(host, path));
        if (login != null) {
          return login;
        }
      }
    }
    return null;
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    add(files, "REGISTRY_AUTH_FILE", "");
    add(files, "XDG_RUNTIME_DIR", "containers/auth.json");
    add(files, "HOME", ".config/containers/auth.json");
    add(files, "DOCKER_CONFIG", "config.json");
    add(files, "HOME", ".docker/config.json");
    return files;
  }

  private void add(List<Path> files, String variable, String rest) {
    String start = environment.get(variable);
    if (start != null && start.startsWith("/")) {
      files.add(Path.of(start).resolve(rest));
    }
  }

  /** What the registry may be called, the narrowest first: podman has logins for parts of one. */
  private static List<String> keys(String host, String path) {
    List<String> keys = new ArrayList<>();
    String whole = host + "/" + path;
    while (whole.indexOf('/') >= 0) {
      keys.add(whole);
      whole = whole.substring(0, whole.lastIndexOf('/'));
    }
    keys.add(host);
    keys.add("https://" + host);
    if (host.equals("docker.io")) {
      keys.add(DOCKER_KEY);
    }
    return keys;
  }

  private static @Nullable Login find(Path file, List<String> keys)
      throws IOException, InterruptedException {
    byte[] bytes = Files.readAllBytes(file);
    for (String key : keys) {
      String helper =
          Json.<@Nullable String>read(bytes, file.toString(), all -> helper(file, all, key));
      Login login = helper == null ? null : ask(helper, key);
      login = login == null ? stored(file, bytes, key) : login;
      if (login != null) {
        return login;
      }
    }
    return null;
  }

  private static @Nullable String helper(Path file, JsonFields fields, String key) {
    String helper = null;
    JsonValue helpers = fields.optional("credHelpers");
    if (helpers != null) {
      helper = fields.texts("credHelpers").get(key);
    }
    helper = helper == null ? fields.optionalString("credsStore") : helper;
    if (helper != null && !helper.matches("[A-Za-z0-9_-]+")) {
      throw new ImageException(file + " names a credential helper that is no word");
    }
    return helper;
  }

  private static @Nullable Login stored(Path file, byte[] bytes, String key) {
    return Json.<@Nullable Login>read(
        bytes,
        file.toString(),
        fields -> {
          JsonFields auths = fields.optionalObject("auths");
          JsonFields entry = auths == null ? null : auths.optionalObject(key);
          return entry == null ? null : login(file, entry);
        });
  }

  private static @Nullable Login login(Path file, JsonFields entry) {
    String identity = entry.optionalString("identitytoken");
    if (identity != null && !identity.isEmpty()) {
      return new Login(TOKEN_USER, identity, true);
    }
    String auth = entry.optionalString("auth");
    if (auth == null || auth.isEmpty()) {
      return null;
    }
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ImageException(file + ": an auth is not in base 64");
    }
    int colon = pair.indexOf(':');
    if (colon < 0) {
      throw new ImageException(file + ": an auth is no name and password");
    }
    return new Login(pair.substring(0, colon), pair.substring(colon + 1).strip(), false);
  }

  /** Runs a helper, without a shell; null where it knows nothing. */
  private static @Nullable Login ask(String helper, String key)
      throws IOException, InterruptedException {
    String program = "docker-credential-" + helper;
    Process process =
        new ProcessBuilder(program, "get").redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(key.getBytes(StandardCharsets.UTF_8));
    }
    byte[] said = process.getInputStream().readNBytes(1 << 16);
    if (process.waitFor() != 0) {
      return null;
    }
    return Json.read(
        said,
        program,
        fields -> {
          String user = fields.string("Username");
          return new Login(user, fields.string("Secret"), user.equals(TOKEN_USER));
        });
  }
}
