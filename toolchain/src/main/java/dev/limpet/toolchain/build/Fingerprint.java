package dev.limpet.toolchain.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The SHA-256 of everything that decides about a binary's bytes; never a path or a time. */
final class Fingerprint {
  private final MessageDigest digest;

  Fingerprint() {
    digest = sha256();
  }

  private Fingerprint(MessageDigest digest) {
    this.digest = digest;
  }

  /** A fingerprint that goes on from here on its own. */
  Fingerprint fork() {
    try {
      return new Fingerprint((MessageDigest) digest.clone());
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("SHA-256 of the JDK can be cloned", e);
    }
  }

  Fingerprint add(String value) {
    return add(value.getBytes(StandardCharsets.UTF_8));
  }

  /** A file's bytes, or the names and bytes of all files below a directory. */
  Fingerprint add(Path entry) {
    if (!Files.isDirectory(entry)) {
      return add(bytes(entry));
    }
    List<Path> files;
    try (var walk = Files.walk(entry)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    add("directory of " + files.size());
    for (Path file : files) {
      add(entry.relativize(file).toString()).add(bytes(file));
    }
    return this;
  }

  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  static String of(Path file) {
    return HexFormat.of().formatHex(sha256().digest(bytes(file)));
  }

  /** The length goes first, so that two lists of values never give the same bytes. */
  private Fingerprint add(byte[] value) {
    digest.update((value.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(value);
    return this;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new BuildException("cannot read " + file + ": " + e, e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
