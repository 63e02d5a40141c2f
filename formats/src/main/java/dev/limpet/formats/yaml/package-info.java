/**
 * YAML 1.2 for files that people write, as far as a configuration needs it, into the tree of JSON.
 *
 * <p>What is read: block mappings and sequences, flow collections, plain scalars by the core
 * schema, single and double quotes (with the escapes of JSON), literal and folded blocks, comments;
 * and every text of JSON. What can surprise is refused by name: anchors, aliases, tags, directives,
 * several documents, merge keys, tabs between words, keys that are no strings, texts that go on in
 * the next line without a sign of it, and numbers in forms that JSON does not have.
 */
@NullMarked
package dev.limpet.formats.yaml;

import org.jspecify.annotations.NullMarked;
