# Sourced by tools/build and ./check: the Debian packages that building and testing need.

# shell word or library to look for : package that has it
build_tools="musl-gcc:musl-tools objcopy:binutils mvn:maven"
test_tools="bwrap:bubblewrap crun:crun runc:runc strace:strace setpriv:util-linux busybox:busybox-static
  aarch64-linux-gnu-gcc:gcc-aarch64-linux-gnu qemu-aarch64-static:qemu-user-static perl:perl-base
  dbus-daemon:dbus-daemon ps:procps script:bsdutils libseccomp.so.2:libseccomp2 ip:iproute2 newuidmap:uidmap
  pasta:passt slirp4netns:slirp4netns
  podman:podman conmon:conmon /usr/lib/podman/netavark:netavark buildah:buildah
  containerd:containerd ctr:containerd dockerd:docker.io /usr/bin/docker:docker.io
  /usr/lib/cni/bridge:containernetworking-plugins iptables:iptables curl:curl nsenter:util-linux
  skopeo:skopeo umoci:umoci docker-registry:docker-registry getfattr:attr zstd:zstd"

# has WORD: whether there is such a command, or, where WORD is lib*.so*, such a library.
has() {
  case "$1" in
    lib*.so*) PATH=$PATH:/usr/sbin:/sbin ldconfig -p | grep -F "$1 " >/dev/null ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

# install_quietly PACKAGE…: installs them, and starts none of the daemons that they bring.
install_quietly() {
  local policy=/usr/sbin/policy-rc.d made= result=0
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' >$policy && chmod 755 $policy && made=1
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null || result=$?
  [ -z "$made" ] || rm -f $policy
  return $result
}

# need_packages build|test: installs what is missing as root with apt, else says what to install.
need_packages() {
  local pair missing=()
  for pair in $build_tools $([ "$1" = test ] && echo "$test_tools"); do
    has "${pair%%:*}" || missing+=("${pair#*:}")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "limpet: installing ${missing[*]}" >&2
    if install_quietly "${missing[@]}" 2>/dev/null || { apt-get update -qq >&2 && install_quietly "${missing[@]}"; }; then
      return 0
    fi
    echo "limpet: apt-get could not install ${missing[*]}" >&2
    return 1
  fi
  echo "limpet: not installed: ${missing[*]}: install them with: apt-get install ${missing[*]}" >&2
  return 1
}
