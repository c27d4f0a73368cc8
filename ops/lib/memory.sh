# Reads how much memory a process may use. Source this. ops/start is part of a release, and so is this file.

# Prints the memory in KiB that this process may use: the lowest limit of its control group (version 1 and 2) and the groups above it, or
# the memory of the machine. Prints nothing if neither is known. $1 is a directory that stands for the root of the file system.
memory_kib() {
  {
    machine_kib "${1:-}"
    control_group_kib "${1:-}/sys/fs/cgroup" "$(sed -n 's/^0:://p' "${1:-}/proc/self/cgroup" 2>/dev/null)" memory.max
    control_group_kib "${1:-}/sys/fs/cgroup/memory" \
      "$(sed -n 's/^[0-9]*:\([^:]*,\)\{0,1\}memory\(,[^:]*\)\{0,1\}://p' "${1:-}/proc/self/cgroup" 2>/dev/null)" memory.limit_in_bytes
  } | sort -n | head -n 1
}

machine_kib() {
  if [ -r "$1/proc/meminfo" ]; then
    sed -n 's/^MemTotal: *\([0-9]*\) kB/\1/p' "$1/proc/meminfo"
  elif command -v sysctl >/dev/null; then
    echo $(($(sysctl -n hw.memsize 2>/dev/null || echo 0) / 1024)) | sed '/^0$/d'
  fi
}

# Prints the limits of the group $2 below the directory $1 and of the groups above it, one per line. Inside a container the path may be that
# on the host, which does not exist here: the groups above it include the directory itself, which is the group of the container.
control_group_kib() {
  local directory=$1 group=${2%/} file=$3 bytes
  while :; do
    if [ -r "$directory$group/$file" ]; then
      bytes=$(cat "$directory$group/$file")
      # "max", and 8 EiB in version 1, mean no limit.
      case $bytes in *[!0-9]* | '') ;; *) [ ${#bytes} -gt 18 ] || echo $((bytes / 1024)) ;; esac
    fi
    [ -n "$group" ] || return 0
    group=${group%/*}
  done
}
