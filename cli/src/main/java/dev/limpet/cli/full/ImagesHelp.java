package dev.limpet.cli.full;

/** The manual of the verbs of images. Lines have at most 80 characters. */
final class ImagesHelp {
  static final String TEXT =
      """
      limpet - the verbs of OCI images

      Usage:
        limpet pull [OPTION...] NAME               get an image from a registry
        limpet push NAME [NAME-THERE]              bring one to a registry
        limpet load [OPTION...] PATH|- [NAME]      take images from a file or directory
        limpet save [-o FILE] [--format oci|docker] NAME   write one into an archive
        limpet images [--json | -q]                list those that are here
        limpet inspect NAME                        all that is known of one, as JSON
        limpet rmi NAME...                         remove names, and what only they need
        limpet unpack [OPTION...] NAME [DIR]       unpack one
        limpet prune                               remove what no image needs

      NAME is [HOST[:PORT]/]PATH[:TAG][@sha256:DIGEST] as docker writes it: alpine means
      docker.io/library/alpine:latest. An image that is here can also be named by the
      first digits, 8 at least, of its id or of its manifest's digest.

      pull gets an image by TLS, or plainly from localhost and 127.0.0.1, and unpacks
      it. Names and passwords are those of podman login and docker login: auth.json in
      $XDG_RUNTIME_DIR/containers or ~/.config/containers, ~/.docker/config.json, their
      credential helpers too. Further authorities are taken from certs.d/HOST/*.crt in
      ~/.config/containers, /etc/containers and /etc/docker. What has come of a blob
      when a download ends early stays, and the next one goes on there. All is verified.

      load takes an OCI image layout (a directory or an archive), what docker save
      writes, or the archive of a root; - is standard input; each may be compressed by
      gzip or zstd. NAME is needed where there is none inside.

      save writes an OCI image layout into an archive, byte for byte as it came, or what
      docker load takes; to standard output without -o.

      unpack makes the tree that boxes use, as pull and load do by themselves; or
      with DIR, which must not be there yet, a copy of it. What it can hold of the image
      depends on you: as root all of it. With subordinate ids (/etc/subuid, newuidmap)
      the tree for boxes has all owners, too; otherwise, and in DIR, all files are
      yours. Device nodes, and attributes that only root may set, are left out, which
      is told in a line.

        --platform OS/ARCH   for which machine, where there are several: linux/arm64
        --mirror HOST        ask HOST, or a URL, before the registry
        --no-unpack          pull or load only
        --max-size SIZE      refuse what unpacks to more: with k, m, g or t (64g)
        --max-entries N      refuse what has more files (2000000)

      Images are kept in $XDG_DATA_HOME/limpet (~/.local/share/limpet): blobs by digest,
      names, and trees. Several commands may work there at once, and one that is killed
      leaves nothing but what prune takes away, or the next download goes on with.

      These verbs run on Java 25 or later: $LIMPET_JAVA, or else the first new enough of
      $JAVA_HOME/bin/java, java on the PATH, and /usr/lib/jvm. The jars are in
      $LIMPET_IMAGES, or in images beside limpet-full.

      Exit code: 0, or 125 after one line that says what was wrong
      """;

  private ImagesHelp() {}
}
