package dev.limpet.sandbox;

import dev.limpet.linux.Flags;
import dev.limpet.linux.Kernel;

/**
 * Makes a root of {@link RootParts}, each bound where it belongs, and nothing else: the number of
 * mounts depends on the directories of the root, never on what is mounted outside, such as another
 * box around this one.
 *
 * @param parts what the root is put together from
 */
record BoundRoot(RootParts parts) implements Step.MakeRoot {
  @Override
  public int make(Kernel kernel) {
    RootBuilder builder = new RootBuilder(kernel, parts);
    builder.begin("mode=755,size=1m");
    builder.mountTmpfs(RootBuilder.ROOT);
    int root = builder.directory(RootBuilder.ROOT);
    builder.makeEntries(root);
    for (RootParts.Entry entry : parts.entries()) {
      switch (entry) {
        case RootParts.Part part -> builder.bind(root, part.path());
        case RootParts.File file -> {
          if (!file.hidden()) {
            builder.bind(root, file.path());
          }
        }
        case RootParts.Directory _, RootParts.Link _ -> {}
      }
    }
    kernel.mount_setattr(
        root, "", Flags.AT_EMPTY_PATH, Flags.MOUNT_ATTR_RDONLY, 0, Flags.MS_PRIVATE);
    kernel.close(root);
    return builder.enter();
  }

  @Override
  public String text() {
    return "make a root of the parts of " + parts.source() + ", read-only, nosuid and nodev";
  }

  @Override
  public String hint(int errno) {
    return RootBuilder.hint(errno);
  }
}
