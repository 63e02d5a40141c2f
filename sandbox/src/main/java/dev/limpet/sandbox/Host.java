package dev.limpet.sandbox;

import dev.limpet.formats.seccomp.Architecture;
import java.util.List;

/**
 * What a plan depends on besides the Spec: facts about the machine and the caller.
 *
 * @param architecture the processor
 * @param uid the caller's effective user id
 * @param gid the caller's effective group id
 * @param cwd the caller's working directory, or the empty string where it has no name
 * @param mounts where file systems are mounted, as in {@code /proc/self/mounts}
 */
public record Host(Architecture architecture, int uid, int gid, String cwd, List<String> mounts) {}
