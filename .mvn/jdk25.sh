# Sourced by ./limpet, ./check and ./mvnw: sets JAVA_HOME to a JDK of release 25 or later.
# Takes the caller's JAVA_HOME when it is one, else looks below /usr/lib/jvm.

jdk_release() { # DIR -> prints its major release, or nothing
  [ -x "$1/bin/javac" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

select_jdk() {
  local dir release
  for dir in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    [ -n "$dir" ] || continue
    release=$(jdk_release "$dir")
    if [ -n "$release" ] && [ "$release" -ge 25 ]; then
      export JAVA_HOME=$dir
      return 0
    fi
  done
  echo "limpet: JDK 25 is needed and neither JAVA_HOME nor /usr/lib/jvm has one: install a JDK 25 (Debian's openjdk-25-jdk, Temurin, ...) or set JAVA_HOME" >&2
  return 1
}
