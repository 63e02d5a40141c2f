package dev.limpet.images.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.images.oci.ImageException;
import dev.limpet.images.oci.Platform;
import dev.limpet.images.oci.Reference;
import dev.limpet.images.store.Ref;
import dev.limpet.images.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pulls from a registry that wants tokens, speaks TLS, sends elsewhere, or falls silent. */
class TransfersTest {
  private static final Platform AMD64 = Platform.parse("linux/amd64");
  private static final String LOGIN =
      "Basic " + Base64.getEncoder().encodeToString("user:secret".getBytes(StandardCharsets.UTF_8));

  @TempDir Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private Duration patience = Duration.ofSeconds(20);

  @BeforeEach
  void makeHome() {
    environment.put("HOME", directory.toString());
  }

  private Ref pull(LocalRegistry registry) throws IOException, InterruptedException {
    return pull(registry, AMD64);
  }

  private Ref pull(LocalRegistry registry, Platform platform)
      throws IOException, InterruptedException {
    Reference name = Reference.parse("localhost:" + registry.port() + "/a/b:1");
    return pull(name, platform);
  }

  private Ref pull(Reference name, Platform platform) throws IOException, InterruptedException {
    Store store = Store.open(directory.resolve("store"));
    return new Transfers(store, environment, patience).pull(name, platform, null);
  }

  private void logIn(LocalRegistry registry, String entry) throws IOException {
    Path file = directory.resolve("auth.json");
    Files.writeString(file, "{\"auths\":{\"localhost:" + registry.port() + "\":{" + entry + "}}}");
    environment.put("REGISTRY_AUTH_FILE", file.toString());
  }

  private static void wantsToken(LocalRegistry registry) {
    registry.wanted = "Bearer abc";
    registry.challenge =
        "Bearer realm=\"http://localhost:"
            + registry.port()
            + "/token\",service=\"the service\",scope=\"repository:a/b:pull\"";
  }

  @Test
  void tokenIsGotWithThePasswordWhereTheRegistrySays() throws Exception {
    try (LocalRegistry registry = new LocalRegistry()) {
      registry.image("amd64", 1024);
      wantsToken(registry);
      logIn(registry, "\"auth\":\"" + LOGIN.substring("Basic ".length()) + "\"");
      registry.serve(
          "/token",
          exchange -> {
            String query = exchange.getRequestURI().getQuery();
            boolean good =
                LOGIN.equals(exchange.getRequestHeaders().getFirst("Authorization"))
                    && query.equals("service=the+service&scope=repository:a/b:pull");
            LocalRegistry.say(exchange, good ? 200 : 403, "{\"token\":\"abc\"}");
          });
      assertEquals("localhost:" + registry.port() + "/a/b:1", pull(registry).name());
      assertFalse(String.join("\n", registry.requests).contains("Basic"));
    }
  }

  @Test
  void identityTokenIsExchanged() throws Exception {
    try (LocalRegistry registry = new LocalRegistry()) {
      registry.image("amd64", 1024);
      wantsToken(registry);
      logIn(registry, "\"auth\":\"\",\"identitytoken\":\"id+en\"");
      registry.serve(
          "/token",
          exchange -> {
            String form =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean good =
                exchange.getRequestMethod().equals("POST")
                    && List.of(form.split("&")).contains("grant_type=refresh_token")
                    && List.of(form.split("&")).contains("refresh_token=id%2Ben")
                    && exchange.getRequestHeaders().getFirst("Authorization") == null;
            LocalRegistry.say(exchange, good ? 200 : 403, "{\"access_token\":\"abc\"}");
          });
      assertEquals("linux/amd64", pull(registry).platform().toString());
    }
  }

  @Test
  void tokenThatIsRefusedIsToldAndNotAskedForInPlainText() throws Exception {
    try (LocalRegistry registry = new LocalRegistry()) {
      registry.image("amd64", 1024);
      wantsToken(registry);
      registry.serve("/token", exchange -> LocalRegistry.say(exchange, 401, "{}"));
      assertTrue(said(registry).contains("gives no token for localhost"), said(registry));
      registry.challenge = "Bearer realm=\"http://192.0.2.1/token\"";
      assertTrue(said(registry).contains("from a place that is not asked"), said(registry));
      registry.challenge = "Negotiate";
      assertTrue(said(registry).contains("in no way that is known here"), said(registry));
    }
  }

  private String said(LocalRegistry registry) {
    return String.valueOf(assertThrows(ImageException.class, () -> pull(registry)).getMessage());
  }

  @Test
  void platformIsChosenFromAnIndex() throws Exception {
    try (LocalRegistry registry = new LocalRegistry()) {
      registry.index("amd64", "arm64");
      for (String wanted : List.of("linux/arm64", "linux/amd64")) {
        assertEquals(wanted, pull(registry, Platform.parse(wanted)).platform().toString());
      }
      ImageException none =
          assertThrows(ImageException.class, () -> pull(registry, Platform.parse("linux/s390x")));
      assertTrue(
          String.valueOf(none.getMessage()).contains("it is for linux/amd64, linux/arm64"),
          none.getMessage());
    }
  }

  @Test
  void silenceEndsAConnectionAndTheNextOneGoesOn() throws Exception {
    patience = Duration.ofMillis(400);
    try (LocalRegistry registry = new LocalRegistry()) {
      registry.image("amd64", 3 << 20);
      registry.stallsAfter = 100_000;
      Ref ref = pull(registry);
      assertEquals("linux/amd64", ref.platform().toString());
      assertTrue(
          registry.requests.stream().anyMatch(request -> request.endsWith("bytes=100000-")),
          registry.requests.toString());
    }
  }

  @Test
  void passwordDoesNotFollowARedirection() throws Exception {
    try (LocalRegistry registry = new LocalRegistry();
        LocalRegistry other = new LocalRegistry()) {
      registry.image("amd64", 1024);
      other.image("amd64", 1024);
      registry.wanted = LOGIN;
      registry.challenge = "Basic realm=\"r\"";
      registry.elsewhere = "http://127.0.0.1:" + other.port();
      logIn(registry, "\"auth\":\"" + LOGIN.substring("Basic ".length()) + "\"");
      pull(registry);
      assertEquals(2, other.requests.size());
      for (String request : other.requests) {
        assertTrue(request.contains(" null "), request);
      }
    }
  }

  /** A certificate of its own, for 127.0.0.2. */
  private SSLContext certified() throws Exception {
    Path store = directory.resolve("keys.p12");
    Path program = Path.of(System.getProperty("java.home"), "bin/keytool");
    run(
        List.of(
            program.toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-alias",
            "k",
            "-dname",
            "CN=test",
            "-ext",
            "SAN=IP:127.0.0.2",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            "secret",
            "-validity",
            "10000"));
    run(
        List.of(
            program.toString(),
            "-exportcert",
            "-rfc",
            "-alias",
            "k",
            "-keystore",
            store.toString(),
            "-storepass",
            "secret",
            "-file",
            directory + "/ca.crt"));
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "secret".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "secret".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  @Test
  void authorityIsTrustedForTheRegistryThatItIsGivenFor() throws Exception {
    try (LocalRegistry registry =
            new LocalRegistry(certified(), InetAddress.ofLiteral("127.0.0.2"));
        LocalRegistry plain = new LocalRegistry()) {
      registry.image("amd64", 1024);
      String host = "127.0.0.2:" + registry.port();
      Reference name = Reference.parse(host + "/a/b:1");
      IOException refused = assertThrows(IOException.class, () -> pull(name, AMD64));
      assertTrue(
          String.valueOf(refused.getMessage()).contains("is not reached"), refused.toString());
      Path place = directory.resolve(".config/containers/certs.d/" + host);
      Files.createDirectories(place);
      Files.copy(directory.resolve("ca.crt"), place.resolve("ca.crt"));
      assertEquals(name.toString(), pull(name, AMD64).name());
      // From TLS nobody is sent to plain text.
      registry.image("amd64", 2048);
      registry.elsewhere = "http://127.0.0.1:" + plain.port();
      ImageException leads = assertThrows(ImageException.class, () -> pull(name, AMD64));
      assertTrue(String.valueOf(leads.getMessage()).contains("not followed"), leads.getMessage());
      assertEquals(List.of(), plain.requests);
    }
  }
}
