package dev.limpet.formats.oci;

import org.jspecify.annotations.Nullable;

/**
 * One of {@code linux.namespaces}.
 *
 * @param type which one
 * @param path a namespace to join; null for a new one
 */
public record Namespace(NamespaceType type, @Nullable String path) {}
