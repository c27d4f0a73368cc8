# Finds a JDK. Source this, then call find_jdk. It needs only POSIX tools.

minimum_java=21
# The program that makes a directory a JDK. ops/start sets it to java: a runtime suffices there.
needed_program=javac

# Prints the feature version of the JDK at $1 (for example 25), or nothing if there is none.
jdk_version() {
  [ -x "$1/bin/$needed_program" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release"
}

# Prints the home directory of a JDK executable, with all links resolved.
jdk_of() {
  local file=$1 link
  while link=$(readlink "$file"); do
    case $link in
      /*) file=$link ;;
      *) file=$(dirname "$file")/$link ;;
    esac
  done
  (cd "$(dirname "$file")/.." && pwd -P)
}

# Prints the usual directories of JDKs, one per line.
jdk_candidates() {
  local java
  [ -z "${JAVA_HOME:-}" ] || echo "$JAVA_HOME"
  if java=$(command -v java); then jdk_of "$java"; fi
  ls -d /usr/lib/jvm/*/ /usr/java/*/ /opt/java/*/ /opt/jdk*/ \
    "$HOME"/.sdkman/candidates/java/*/ "$HOME"/.jdks/*/ "$HOME"/.local/share/mise/installs/java/*/ \
    /Library/Java/JavaVirtualMachines/*/Contents/Home/ \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home/ 2>/dev/null | sed 's#/$##' || true
  if [ -x /usr/libexec/java_home ]; then /usr/libexec/java_home 2>/dev/null || true; fi
}

# Prints the home of the newest JDK of at least the minimum version; the first of equal ones.
find_jdk() {
  local home version best="" best_version=0 seen=""
  while read -r home; do
    version=$(jdk_version "$home")
    seen="$seen  $home (${version:-no JDK})"$'\n'
    if [ -n "$version" ] && [ "$version" -ge "$minimum_java" ] && [ "$version" -gt "$best_version" ]; then
      best=$home best_version=$version
    fi
  done < <(jdk_candidates | awk '!seen[$0]++')
  if [ -n "$best" ]; then
    echo "$best"
    return
  fi
  {
    echo "No JDK $minimum_java or later found. Looked at:"
    printf '%s' "${seen:-  JAVA_HOME, java on PATH, /usr/lib/jvm and other usual directories, without success}"
    [ -n "$seen" ] || echo
    echo "Install one and run this again, or set JAVA_HOME. For example:"
    echo "  Debian, Ubuntu:  apt-get install openjdk-21-jdk-headless (Debian 12 has none: see https://adoptium.net/installation)"
    echo "  Fedora:          dnf install java-21-openjdk-devel"
    echo "  macOS:           brew install openjdk"
  } >&2
  return 1
}
