# The files of the container image, layer by layer. Source this with $root, $output and $JAVA_HOME set. Each layer is a directory.

# How the image starts the gateway.
image_java=(/opt/java/bin/java @/opt/gateway/java.options -jar /opt/gateway/gateway.jar)
image_environment=(PATH=/opt/java/bin LANG=C.UTF-8 MALLOC_ARENA_MAX=2)
image_arguments=(--config /etc/gateway/production.conf)

# What the gateway and its libraries use, and jcmd for diagnosis. The test of the image runs all of it.
runtime_modules=java.base,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.security.sasl,java.sql
runtime_modules+=,java.xml,jdk.crypto.ec,jdk.jcmd,jdk.jfr,jdk.management,jdk.management.agent,jdk.unsupported,jdk.zipfs

make_runtime() {
  "$JAVA_HOME/bin/jlink" --output "$1" --add-modules "$runtime_modules" --no-header-files --no-man-pages --vm server \
    --strip-java-debug-attributes --compress zip-0
}

# Root directories, user, and the shared libraries that the runtime and the native libraries need.
make_layer_base() {
  local layer=$1 runtime=$2 library
  mkdir -p "$layer"/{dev,proc,sys,run,etc/gateway/conf.d,opt,usr/share/doc} "$layer/tmp"
  printf '%s\n' 'root:x:0:0:root:/:/sbin/nologin' 'gateway:x:65532:65532:gateway:/:/sbin/nologin' >"$layer/etc/passwd"
  printf '%s\n' 'root:x:0:' 'gateway:x:65532:' >"$layer/etc/group"
  echo 'hosts: files dns' >"$layer/etc/nsswitch.conf"
  shared_libraries "$runtime" | while read -r library; do
    install -D -m 755 "$library" "$layer$library"
  done
  packages_of_libraries "$runtime" | while read -r package _; do
    [ ! -r "/usr/share/doc/$package/copyright" ] || install -D -m 644 "/usr/share/doc/$package/copyright" "$layer/usr/share/doc/$package/copyright"
  done
}

# Prints the paths of the shared libraries outside the runtime, as the dynamic linker finds them.
shared_libraries() {
  find "$1" -type f \( -path '*/bin/*' -o -name '*.so' \) -print0 | xargs -0 ldd 2>/dev/null |
    awk '$2 == "=>" && $3 ~ /^\// { print $3 } $1 ~ /^\// && $2 ~ /^\(/ { print $1 }' | grep -vF "$1" | sort -u
}

# Prints name and version of the Debian packages that these libraries belong to.
packages_of_libraries() {
  command -v dpkg >/dev/null || return 0
  shared_libraries "$1" | while read -r library; do
    dpkg -S "$library" 2>/dev/null || dpkg -S "/usr$library" 2>/dev/null || true
  done | sed 's/:.*//' | sort -u | while read -r package; do
    dpkg-query -W -f '${Package} ${Version}\n' "$package"
  done | sort -u
}

make_layer_java() {
  mkdir -p "$1/opt"
  cp -a "$2" "$1/opt/java"
}

make_layer_libraries() {
  local platform
  mkdir -p "$1/opt/gateway/lib" "$1/opt/gateway/native"
  cp "$root"/gateway/target/lib/*.jar "$1/opt/gateway/lib/"
  # Those of the project change with every commit: they are in the next layer.
  rm -f "$1"/opt/gateway/lib/{protocol,routing}-*.jar
  case $(uname -m) in
    x86_64) platform=('Linux/x86_64' 'linux/amd64') ;;
    aarch64) platform=('Linux/aarch64' 'linux/aarch64') ;;
    *) fail "no native libraries for $(uname -m)" ;;
  esac
  native_library snappy-java "org/xerial/snappy/native/${platform[0]}/libsnappyjava.so" libsnappyjava.so
  native_library zstd-jni "${platform[1]}/libzstd-jni-*.so" libzstd-jni.so
}

# Takes the native library of this platform out of a jar.
native_library() {
  local unpacked=$output/unpacked
  mkdir -p "$unpacked"
  (cd "$unpacked" && "$JAVA_HOME/bin/jar" -xf "$root"/gateway/target/lib/"$1"-[0-9]*.jar)
  # The pattern is expanded.
  # shellcheck disable=SC2086
  install -m 755 "$unpacked"/$2 "$output/libraries/opt/gateway/native/$3"
  rm -rf "$unpacked"
}

make_layer_application() {
  mkdir -p "$1/opt/gateway/lib" "$1/etc/gateway"
  cp "$root/gateway/target/gateway.jar" "$1/opt/gateway/"
  cat "$root/ops/config/java.options" "$root/ops/container/java.options" >"$1/opt/gateway/java.options"
  cp "$root"/gateway/target/lib/{protocol,routing}-*.jar "$1/opt/gateway/lib/"
  cp "$root"/ops/config/{common,production}.conf "$1/etc/gateway/"
}

make_layer_archive() {
  install -D -m 644 "$2" "$1/opt/gateway/gateway.aot"
}

# What is in the image.
make_layer_bill() {
  [ -e "$root/target/bom.json" ] || echo "target/bom.json is missing: the bill of materials has no licences and versions of the Java libraries (build with -Psupply-chain)" >&2
  packages_of_libraries "$output/java" >"$output/packages"
  # The JDK's version and maker; the modules are those of the runtime.
  cat "$JAVA_HOME/release" "$output/java/release" >"$output/release"
  ops_java org.ocppgateway.ops.image.Main bill "$root/target/bom.json" "$output/rootfs/opt/gateway" "$output/packages" "$output/release" >"$output/bill.cdx.json"
  rm "$output/packages" "$output/release"
  install -D -m 644 "$output/bill.cdx.json" "$1/usr/share/doc/gateway/bill.cdx.json"
}

# Merges layers into one tree. All files have the time of the sources: the JVM compares it with that in its archive.
join_layers() {
  local target=$1 layer
  shift
  mkdir -p "$target"
  for layer; do
    chmod -R u=rwX,go=rX "$output/$layer"
    [ ! -d "$output/$layer/tmp" ] || chmod 1777 "$output/$layer/tmp"
    find "$output/$layer" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
    cp -a "$output/$layer/." "$target/"
  done
  find "$target" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}
