# A short account of a test run, from the reports of Surefire and Failsafe. Source this with $root set.

# Usage: print_summary EXIT_STATUS_OF_MAVEN SECONDS. Fails if that is not 0, or a report has a failure.
print_summary() {
  local module reports failures
  echo
  echo "What was tested ($(($2 / 60)) min $(($2 % 60)) s)"
  for module in protocol routing gateway simulator ops; do
    for reports in surefire failsafe; do
      sum_reports "$module" "$reports"
    done
  done
  failures=$(find_failures)
  if [ -n "$failures" ]; then
    echo "$failures"
  fi
  if [ "$1" = 0 ] && [ -z "$failures" ]; then
    echo "All passed."
    return 0
  fi
  echo "FAILED. Look at what is above, and in */target/surefire-reports and */target/failsafe-reports."
  return 1
}

# Prints one line with the sums over the reports of one module and kind, if there are any.
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
      }
      END { if (tests) printf "  %-10s %-11s %5d tests  %d failed  %d skipped\n", module, kind, tests, failed, skipped }'
}

# Names the tests that failed.
find_failures() {
  grep -lE '<(failure|error)[ >]' "$root"/*/target/*-reports/TEST-*.xml 2>/dev/null | while read -r report; do
    awk '
      /<testcase / {
        test = $0; sub(/.* name="/, "", test); sub(/".*/, "", test)
        class = $0; sub(/.* classname="/, "", class); sub(/".*/, "", class)
      }
      /<(failure|error)[ >]/ { print "  failed: " class " " test }' "$report"
  done || true
}
