# A short account of a test run, from the reports of Surefire and Failsafe. Source this with $root set.

# Usage: print_summary EXIT_STATUS SECONDS
print_summary() {
  local module reports
  echo
  echo "What was tested ($(($2 / 60)) min $(($2 % 60)) s)"
  for module in protocol routing gateway simulator ops; do
    for reports in surefire failsafe; do
      sum_reports "$module" "$reports"
    done
  done
  find_failures
  if [ "$1" = 0 ]; then
    echo "All passed."
  else
    echo "FAILED: see above, and */target/surefire-reports, */target/failsafe-reports."
  fi
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
