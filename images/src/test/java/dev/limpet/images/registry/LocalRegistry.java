package dev.limpet.images.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.limpet.images.oci.Digest;
import dev.limpet.images.oci.MediaTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A registry with one image, {@code a/b}, that behaves as a test wants it to. */
final class LocalRegistry implements AutoCloseable {
  /** What it has been asked for: {@code METHOD PATH AUTHORIZATION RANGE}. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  /** What Authorization has to be; null for nothing. */
  @Nullable String wanted;

  /** The challenge where it is not. */
  String challenge = "";

  /** Who is sent somewhere else for blobs. */
  String elsewhere = "";

  /** How many bytes of a layer come before nothing comes any more, once. */
  int stallsAfter = -1;

  private final HttpServer server;
  private final Map<String, byte[]> blobs = new HashMap<>();
  private final Map<String, byte[]> manifests = new HashMap<>();
  private final Map<String, String> types = new HashMap<>();

  LocalRegistry() throws IOException {
    this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  /** By TLS, at {@code address}. */
  LocalRegistry(SSLContext tls, InetAddress address) throws IOException {
    this(secure(tls, address));
  }

  private static HttpServer secure(SSLContext tls, InetAddress address) throws IOException {
    HttpsServer server = HttpsServer.create(new InetSocketAddress(address, 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return server;
  }

  private LocalRegistry(HttpServer server) {
    this.server = server;
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Serves one more path. */
  void serve(String path, com.sun.net.httpserver.HttpHandler handler) {
    server.createContext(path, handler);
  }

  static void say(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private String blob(byte[] bytes) {
    String digest = Digest.of(bytes).toString();
    blobs.put(digest, bytes);
    return digest;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Adds an image of one layer, an archive that holds nothing; returns its manifest's digest. */
  String image(String architecture, int size) throws IOException {
    byte[] archive = new byte[size];
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(archive);
    }
    byte[] layer = size > 1 << 20 ? archive : packed.toByteArray();
    String config =
        blob(
            bytes(
                "{\"architecture\":\""
                    + architecture
                    + "\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                    + Digest.of(archive)
                    + "\"]}}"));
    String manifest =
        "{\"schemaVersion\":2,\"mediaType\":\""
            + MediaTypes.OCI_MANIFEST
            + "\",\"config\":"
            + descriptor("application/vnd.oci.image.config.v1+json", config)
            + ",\"layers\":["
            + descriptor("application/vnd.oci.image.layer.v1.tar", blob(layer))
            + "]}";
    String digest = Digest.of(bytes(manifest)).toString();
    put(digest, MediaTypes.OCI_MANIFEST, bytes(manifest));
    put("1", MediaTypes.OCI_MANIFEST, bytes(manifest));
    return digest;
  }

  private String descriptor(String type, String digest) {
    byte[] content = blobs.getOrDefault(digest, new byte[0]);
    return "{\"mediaType\":\""
        + type
        + "\",\"digest\":\""
        + digest
        + "\",\"size\":"
        + content.length
        + "}";
  }

  private void put(String name, String type, byte[] manifest) {
    manifests.put(name, manifest);
    types.put(name, type);
  }

  /** Adds an index over images of these architectures, with the tag {@code 1}. */
  void index(String... architectures) throws IOException {
    List<String> parts = new ArrayList<>();
    for (String architecture : architectures) {
      String digest = image(architecture, 1024);
      parts.add(
          "{\"mediaType\":\""
              + MediaTypes.OCI_MANIFEST
              + "\",\"digest\":\""
              + digest
              + "\",\"size\":"
              + manifests.getOrDefault(digest, new byte[0]).length
              + ",\"platform\":{\"os\":\"linux\",\"architecture\":\""
              + architecture
              + "\"}}");
    }
    String index = "{\"schemaVersion\":2,\"manifests\":[" + String.join(",", parts) + "]}";
    put("1", MediaTypes.OCI_INDEX, bytes(index));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    String range = exchange.getRequestHeaders().getFirst("Range");
    requests.add(exchange.getRequestMethod() + " " + path + " " + authorization + " " + range);
    if (wanted != null && !wanted.equals(authorization)) {
      exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
      say(exchange, 401, "");
      return;
    }
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (path.contains("/manifests/") && manifests.containsKey(name)) {
      exchange.getResponseHeaders().set("Content-Type", types.getOrDefault(name, ""));
      send(exchange, manifests.getOrDefault(name, new byte[0]), 0);
    } else if (path.contains("/blobs/") && !elsewhere.isEmpty()) {
      exchange.getResponseHeaders().set("Location", elsewhere + path);
      say(exchange, 307, "");
    } else if (path.contains("/blobs/") && blobs.containsKey(name)) {
      int from = range == null ? 0 : Integer.parseInt(range.substring(6, range.length() - 1));
      send(exchange, blobs.getOrDefault(name, new byte[0]), from);
    } else {
      say(exchange, 404, "{}");
    }
  }

  private void send(HttpExchange exchange, byte[] bytes, int from) throws IOException {
    exchange.sendResponseHeaders(from == 0 ? 200 : 206, bytes.length - from);
    try (OutputStream out = exchange.getResponseBody()) {
      if (stallsAfter >= 0 && bytes.length > stallsAfter) {
        int part = stallsAfter;
        stallsAfter = -1;
        out.write(bytes, from, part);
        out.flush();
        hang();
      } else {
        out.write(bytes, from, bytes.length - from);
      }
    }
  }

  private final Object end = new Object();
  private boolean closed;

  private void hang() throws IOException {
    synchronized (end) {
      while (!closed) {
        try {
          end.wait();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
    }
  }

  @Override
  public void close() {
    synchronized (end) {
      closed = true;
      end.notifyAll();
    }
    server.stop(0);
  }
}
