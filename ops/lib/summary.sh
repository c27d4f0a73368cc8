# Prints a summary of a test run from the reports of Surefire and Failsafe and from the output of Maven. Source this with $root set.

# Usage: print_summary EXIT_STATUS_OF_MAVEN SECONDS MAVENS_OUTPUT. Returns 1 if the status is not 0 or a report has a failure.
print_summary() {
  local module reports failures
  echo
  echo "Test summary ($(($2 / 60)) min $(($2 % 60)) s)"
  for module in protocol routing gateway simulator ops; do
    for reports in surefire failsafe; do
      sum_reports "$module" "$reports"
    done
    [ -n "$(find_reports "$module")" ] || echo "  $module: no tests were run"
  done
  failures=$(find_failures)
  if [ "$1" = 0 ] && [ -z "$failures" ]; then
    echo "All passed."
    return 0
  fi
  if [ -n "$failures" ]; then
    echo
    echo "Failed:"
    echo "$failures"
  else
    echo
    echo "No test failed, but the build failed:"
    grep '^\[ERROR\] ' "$3" | grep -vE '^\[ERROR\] *$|\[Help 1\]|Re-run Maven|possible solutions|with the (command|-e)|mvn <args>' |
      tail -20 | sed 's/^/  /' || true
  fi
  echo "FAILED. The full output is in ${3#"$PWD"/}"
  return 1
}

# Lists the reports of one module.
find_reports() {
  find "$root/$1"/target/{surefire,failsafe}-reports -name 'TEST-*.xml' 2>/dev/null || true
}

# Prints one line with the totals of the reports of one module and kind, if there are any.
sum_reports() {
  local kind=unit
  [ "$2" = surefire ] || kind=integration
  { grep -hs '<testsuite ' "$root/$1/target/$2-reports"/TEST-*.xml || true; } |
    awk -v module="$1" -v kind="$kind" '
      function attribute(name,  at) {
        at = index($0, " " name "=\"")
        return at ? substr($0, at + length(name) + 3) + 0 : 0
      }
      {
        tests += attribute("tests")
        failed += attribute("errors") + attribute("failures")
        skipped += attribute("skipped")
        time += attribute("time")
      }
      END {
        if (tests) {
          printf "  %-10s %-11s %5d tests  %d failed  %d skipped  %5.0f s\n", module, kind, tests, failed, skipped, time
        }
      }'
}

# Prints the failed tests, with the first line of the message and the path of the report.
find_failures() {
  local module report
  for module in protocol routing gateway simulator ops; do
    find_reports "$module" | sort | while read -r report; do
      awk -v report="${report#"$PWD"/}" '
        function attribute(name,  value) {
          value = $0
          if (!sub(".* " name "=\"", "", value)) { return "" }
          sub(/".*/, "", value)
          gsub(/&#10;.*/, "", value); gsub(/&lt;/, "<", value); gsub(/&gt;/, ">", value)
          gsub(/&quot;/, "\"", value); gsub(/&apos;/, "'"'"'", value); gsub(/&amp;/, "\\&", value)
          return value
        }
        /<testcase / { test = attribute("classname") "#" attribute("name") }
        /<(failure|error)[ >]/ {
          print "  " test
          message = attribute("message")
          if (message != "") { print "    " substr(message, 1, 300) }
          seen = 1
        }
        END {
          sub(/TEST-/, "", report); sub(/xml$/, "txt", report)
          if (seen) { print "    more in " report }
        }' "$report"
    done
  done
}
