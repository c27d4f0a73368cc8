# Packs layers as an OCI image archive. Source this with $output and $SOURCE_DATE_EPOCH set.

# Usage: make_image FILE TAG LAYER... The layers are directories in $output.
make_image() {
  local file=$1 tag=$2 layout=$output/layout layer digest diffs='' layers='' paths='' config manifest
  shift 2
  mkdir -p "$layout/blobs/sha256"
  for layer; do
    tar_of "$output/$layer" "$output/$layer.tar"
    diffs+="${diffs:+,}\"sha256:$(sha256 "$output/$layer.tar")\""
    gzip -n -6 "$output/$layer.tar"
    digest=$(store "$output/$layer.tar.gz" "$layout")
    layers+="${layers:+,}{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"sha256:$digest\",\"size\":$(size "$layout" "$digest")}"
    paths+="${paths:+,}\"blobs/sha256/$digest\""
  done
  image_config "$diffs" >"$output/config.json"
  config=$(store "$output/config.json" "$layout")
  cat >"$output/manifest.json" <<END
{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:$config","size":$(size "$layout" "$config")},"layers":[$layers]}
END
  manifest=$(store "$output/manifest.json" "$layout")
  echo '{"imageLayoutVersion":"1.0.0"}' >"$layout/oci-layout"
  cat >"$layout/index.json" <<END
{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:$manifest","size":$(size "$layout" "$manifest"),"platform":{"architecture":"$(architecture)","os":"linux"},"annotations":{"io.containerd.image.name":"$image_name:$tag","org.opencontainers.image.ref.name":"$tag"}}]}
END
  # Engines of Docker before 25 read this file instead of index.json.
  echo "[{\"Config\":\"blobs/sha256/$config\",\"RepoTags\":[\"$image_name:$tag\"],\"Layers\":[$paths]}]" >"$layout/manifest.json"
  tar_of "$layout" "$file"
  rm -rf "$layout"
}

image_name=ocppgateway/gateway

# The same files give the same bytes: sorted, owned by root, with the time of the sources.
tar_of() {
  (cd "$1" && tar --create --file "$2" --format=gnu --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner -- *)
}

sha256() {
  sha256sum "$1" | cut -d' ' -f1
}

# Moves a file to the blobs and prints its digest.
store() {
  local digest
  digest=$(sha256 "$1")
  mv "$1" "$2/blobs/sha256/$digest"
  echo "$digest"
}

size() {
  stat -c %s "$1/blobs/sha256/$2"
}

architecture() {
  case $(uname -m) in
    x86_64) echo amd64 ;;
    aarch64) echo arm64 ;;
    *) uname -m ;;
  esac
}

# Prints strings as the elements of a JSON array.
json_strings() {
  printf ',"%s"' "$@" | cut -c2-
}

image_config() {
  local created revision
  created=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
  revision=$(git -C "$root" rev-parse HEAD 2>/dev/null || echo unknown)
  cat <<END
{"created":"$created","architecture":"$(architecture)","os":"linux","config":{"User":"65532:65532","ExposedPorts":{"8080/tcp":{},"8081/tcp":{},"8443/tcp":{}},"Env":[$(json_strings "${image_environment[@]}")],"Entrypoint":[$(json_strings "${image_java[@]}")],"Cmd":[$(json_strings "${image_arguments[@]}")],"WorkingDir":"/","StopSignal":"SIGTERM","Labels":{"org.opencontainers.image.title":"gateway","org.opencontainers.image.description":"OCPP gateway between charge points and a backend on Kafka and Redis","org.opencontainers.image.url":"https://github.com/ocppgateway/gateway","org.opencontainers.image.source":"https://github.com/ocppgateway/gateway","org.opencontainers.image.documentation":"https://github.com/ocppgateway/gateway/tree/main/ops/docs","org.opencontainers.image.vendor":"The maintainers of the charge-point gateway","org.opencontainers.image.licenses":"Apache-2.0","org.opencontainers.image.version":"$version","org.opencontainers.image.revision":"$revision","org.opencontainers.image.created":"$created","org.ocppgateway.bill-of-materials":"/usr/share/doc/gateway/bill.cdx.json"}},"rootfs":{"type":"layers","diff_ids":[$diffs]}}
END
}
