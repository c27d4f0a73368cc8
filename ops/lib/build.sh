# Builds the project and shows the progress. Source this after jdk.sh, with $root and $JAVA_HOME set.

build_log=$root/ops/target/build.log

# Runs the installed Maven, or the one that the wrapper fetches.
maven() {
  if command -v mvn >/dev/null; then
    (cd "$root" && mvn "$@")
  else
    (cd "$root" && fetch_maven && .mvn/wrapper/mvnw "$@")
  fi
}

# Has the wrapper fetch Maven, unless it did that before.
fetch_maven() {
  local output
  output=$(.mvn/wrapper/mvnw --version 2>&1) || {
    printf '%s\n' "$output"
    echo "[ERROR] Maven is not installed, and its wrapper could not fetch it from $(sed -n 's#^distributionUrl=https://\([^/]*\)/.*#\1#p' .mvn/wrapper/maven-wrapper.properties)."
    echo "[ERROR] Check the network, or install Maven 3.9: apt-get install maven, dnf install maven, brew install maven"
    return 1
  }
}

# Prints one checksum over all sources of the jars.
source_fingerprint() {
  (cd "$root" && find pom.xml ./*/pom.xml ./*/src/main ./*/src/jmh -type f | LC_ALL=C sort | tr '\n' '\0' | xargs -0 cksum | cksum)
}

# Builds the jars unless they are up to date.
build_if_needed() {
  local stamp=$root/ops/target/built-from fingerprint
  fingerprint=$(source_fingerprint)
  if [ -r "$stamp" ] && [ "$(cat "$stamp")" = "$fingerprint" ]; then return; fi
  mkdir -p "$root/ops/target"
  rm -f "$stamp"
  echo "Building (details in ${build_log#"$PWD"/})"
  command -v mvn >/dev/null || echo "  Maven is not installed; its wrapper fetches it once"
  if ! maven -B -Dstyle.color=never -Dunchecked -Dmaven.test.skip=true -Dspotless.check.skip=true -Djacoco.skip=true package 2>&1 |
    tee "$build_log" | build_progress; then
    echo "The build failed. From $build_log:" >&2
    grep -E '^\[(ERROR|WARNING)\] ' "$build_log" | grep -vE '\[Help 1\]|Re-run Maven|possible solutions|with the (command|-e)|mvn <args>' |
      tail -30 >&2 || tail -30 "$build_log" >&2
    return 1
  fi
  echo "$fingerprint" >"$stamp"
}

# Compiles the simulation of the life of commands, which is among the tests of routing, unless it is that of these sources.
build_simulation_if_needed() {
  local stamp=$root/ops/target/simulation-built-from fingerprint
  fingerprint=$(source_fingerprint)$(cd "$root" && find ./*/src/test -type f | LC_ALL=C sort | tr '\n' '\0' | xargs -0 cksum | cksum)
  if [ -r "$stamp" ] && [ "$(cat "$stamp")" = "$fingerprint" ]; then return; fi
  rm -f "$stamp"
  echo "Building the simulation (details in ${build_log#"$PWD"/})"
  if ! maven -B -Dstyle.color=never -Dunchecked -Dspotless.check.skip=true -Djacoco.skip=true -pl protocol,routing test-compile \
    >"$build_log" 2>&1; then
    echo "The build failed. From $build_log:" >&2
    grep -E '^\[ERROR\] ' "$build_log" | tail -30 >&2 || tail -30 "$build_log" >&2
    return 1
  fi
  echo "$fingerprint" >"$stamp"
}

# Reduces Maven's output to one line per module. Downloads are counted; on a terminal the count is updated in place.
build_progress() {
  local terminal=0
  [ ! -t 1 ] || terminal=1
  awk -v terminal="$terminal" '
    function clear() { if (terminal) printf "\r\033[K" }
    function note(text) { if (terminal) { clear(); printf "  %s", text; fflush() } }
    /^\[INFO\] Building .*\[[0-9]+\/[0-9]+\]/ {
      if (module != "") { clear(); print "  " module }
      position = $NF; gsub(/[\[\]]/, "", position); split(position, of, "/")
      module = sprintf("%s/%s %s", of[1], of[2], $0)
      sub(/\[INFO\] Building /, "", module); sub(/ +[^ ]+ +\[[0-9\/]+\]$/, "", module)
      note(module)
    }
    /^(\[INFO\] )?Downloaded from/ {
      downloads++
      if (terminal) note(module "  (" downloads " files fetched)")
      else if (downloads % 250 == 0) { print "  " downloads " files fetched"; fflush() }
    }
    END {
      clear()
      if (module != "") print "  " module
      if (downloads) print "  " downloads " files fetched"
    }'
}
