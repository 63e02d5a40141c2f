package dev.limpet.images.registry;

import dev.limpet.images.oci.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Whom TLS trusts: the authorities that Java does, and those that docker and podman have for one
 * registry, in {@code certs.d/HOST/*.crt}.
 */
final class Trust {
  private Trust() {}

  static SSLContext of(String host, Map<String, String> environment) throws IOException {
    try {
      List<Certificate> own = certificates(host, environment);
      if (own.isEmpty()) {
        return SSLContext.getDefault();
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (X509Certificate authority : defaults()) {
        store.setCertificateEntry("default" + number++, authority);
      }
      for (Certificate certificate : own) {
        store.setCertificateEntry("own" + number++, certificate);
      }
      TrustManagerFactory factory = factory();
      factory.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new ImageException("certificates for " + host + " cannot be used: " + e.getMessage());
    }
  }

  private static TrustManagerFactory factory() throws GeneralSecurityException {
    return TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
  }

  private static List<X509Certificate> defaults() throws GeneralSecurityException {
    TrustManagerFactory factory = factory();
    factory.init((KeyStore) null);
    List<X509Certificate> all = new ArrayList<>();
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager trusting) {
        all.addAll(List.of(trusting.getAcceptedIssuers()));
      }
    }
    return all;
  }

  private static List<Certificate> certificates(String host, Map<String, String> environment)
      throws IOException, GeneralSecurityException {
    List<Path> places = new ArrayList<>();
    String home = environment.get("HOME");
    if (home != null && home.startsWith("/")) {
      places.add(Path.of(home, ".config/containers/certs.d"));
    }
    places.add(Path.of("/etc/containers/certs.d"));
    places.add(Path.of("/etc/docker/certs.d"));
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> all = new ArrayList<>();
    for (Path place : places) {
      Path directory = place.resolve(host);
      if (!Files.isDirectory(directory)) {
        continue;
      }
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".crt")).sorted().toList()) {
          try (InputStream in = Files.newInputStream(file)) {
            all.addAll(factory.generateCertificates(in));
          }
        }
      }
    }
    return all;
  }
}
