package dev.limpet.formats.oci;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code linux.seccomp} of a config.json, before it is compiled to a {@link Seccomp.Program}.
 *
 * @param profile its default action and its rules
 * @param architectures those it names, such as {@code SCMP_ARCH_X86_64}; empty for the machine's
 *     own
 * @param flags SECCOMP_FILTER_FLAG_* as the kernel has them
 * @param listenerPath the socket that the filter's listener is sent to; null for none
 * @param listenerMetadata what is sent along, as it is; null for nothing
 */
public record SeccompConfig(
    SeccompProfile profile,
    List<String> architectures,
    int flags,
    @Nullable String listenerPath,
    @Nullable String listenerMetadata) {}
