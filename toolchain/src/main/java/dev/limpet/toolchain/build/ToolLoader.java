package dev.limpet.toolchain.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Loads TeaVM with our changes: a patched class is defined instead of the one in TeaVM's jar, and a
 * file of TeaVM's C runtime is replaced by ours of the same name.
 */
final class ToolLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  /**
   * What has to be loaded here, so that it sees the patched TeaVM and not the one of the parent.
   */
  private static final List<String> OWN =
      List.of("org.teavm.", "dev.limpet.toolchain.teavm.", "dev.limpet.toolchain.harden.");

  /** Where TeaVM takes its C runtime from. */
  private static final String C_RUNTIME = "org/teavm/backend/c/";

  /** Where ours lies. */
  static final String OUR_C_RUNTIME = "native/c/";

  private final Map<String, byte[]> patches;

  /**
   * @param parent has TeaVM and the toolchain on its class path
   * @param patches class files by binary class name
   */
  ToolLoader(ClassLoader parent, Map<String, byte[]> patches) {
    super("teavm", parent);
    this.patches = Map.copyOf(patches);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (OWN.stream().noneMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes = patches.get(name);
    if (bytes == null) {
      bytes = original(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  private byte[] original(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    if (name.startsWith(C_RUNTIME)) {
      URL ours = getParent().getResource(OUR_C_RUNTIME + name.substring(C_RUNTIME.length()));
      if (ours != null) {
        return ours;
      }
    }
    return super.getResource(name);
  }
}
