package org.ocppgateway.ops.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.authentication.RefusalReason;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.ops.reference.MainSources;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import org.ocppgateway.routing.refusal.RefusalStage;

/** The runbook has a section for each alert, each reason of a refusal and each close code, and for nothing else. */
class RunbookTest {
    private static final String URL = "https://github.com/ocppgateway/gateway/blob/main/ops/docs/runbook.md#";
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)\n(.*?)(?=\n\n|\\z)", Pattern.DOTALL);
    private static final Pattern SECTION =
            Pattern.compile("^### (\\S+)\n(.*?)(?=^##|\\z)", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)`", Pattern.MULTILINE);
    private static final Pattern CLOSE =
            Pattern.compile("new CloseStatus\\(\\s*(?:CloseStatus\\.)?([A-Z_]+), \"([^\"]+)\"\\s*\\)");
    private static final Pattern REFUSAL = Pattern.compile(
            "(?:Refusal\\.(?:unavailable|conflict)\\(|permanent\\(\\s*\\d+, |refuseIf\\([^\"]*)\"([^\"]+)\"");

    private final String runbook = MonitoringFiles.text(ProjectFiles.file("ops/docs/runbook.md"));

    @Test
    void everyAlertHasASectionAndEverySectionAnAlert() {
        assertEquals(
                alerts().stream().map(alert -> alert.group(1)).collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(sections("Alerts").keySet()));
    }

    @Test
    void everySectionOfAnAlertSaysWhatItMeansHowToLookAndWhatToDo() {
        sections("Alerts").forEach((name, text) -> {
            for (String part : List.of("- Means: ", "- Look: ", "- Do: ")) {
                assertTrue(text.contains(part), name + " has no \"" + part + '"');
            }
        });
    }

    @Test
    void everyAlertHasSummaryDescriptionAndItsOwnSection() {
        for (MatchResult alert : alerts()) {
            String name = alert.group(1);
            String rule = alert.group(2);
            assertTrue(rule.contains("summary: ") && rule.contains("description: "), name);
            assertTrue(rule.strip().endsWith("runbook_url: " + URL + name.toLowerCase(Locale.ROOT)), name);
            assertTrue(rule.matches("(?s).*labels: \\{severity: (page|ticket)[,}].*"), name);
        }
    }

    @Test
    void everyStageOfARefusalHasASection() {
        assertEquals(
                Stream.of(RefusalStage.values()).map(RefusalStage::label).collect(Collectors.toSet()),
                sections("Refusals").keySet());
    }

    @Test
    void everyReasonOfARefusalIsInTheSectionOfItsStage() {
        Map<String, String> sections = sections("Refusals");
        for (RefusalReason reason : RefusalReason.values()) {
            String section = sections.getOrDefault(reason.stage().label(), "");
            assertTrue(section.contains("| `" + reason.label() + "` | " + reason.status() + " |"), reason.label());
        }
    }

    @Test
    void everyOtherReasonIsListedAndNoOther() {
        Set<String> reasons = new TreeSet<>();
        MainSources.files().map(MainSources::text).forEach(source -> {
            Matcher found = REFUSAL.matcher(source);
            while (found.find()) {
                reasons.add(found.group(1));
            }
        });
        Stream.of(RefusalReason.values()).map(RefusalReason::label).forEach(reasons::add);
        // Refusals of AddressCheck whose constructor names them, and those of the PROXY protocol.
        reasons.addAll(List.of("banned", "too many requests of this address"));
        reasons.addAll(List.of("untrusted_sender", "invalid_header", "timed_out"));

        Set<String> rows = new TreeSet<>();
        sections("Refusals")
                .values()
                .forEach(text -> ROW.matcher(text).results().forEach(row -> rows.add(row.group(1))));
        assertEquals(reasons, rows);
    }

    @Test
    void everyCloseCodeHasASectionWithItsReasons() throws IllegalAccessException {
        Map<String, Integer> codes = new TreeMap<>();
        for (Field field : CloseStatus.class.getFields()) {
            if (field.getType() == int.class) {
                codes.put(field.getName(), field.getInt(null));
            }
        }
        Map<String, String> sections = sections("Close codes");
        assertEquals(codes.values().stream().map(String::valueOf).collect(Collectors.toSet()), sections.keySet());

        List<String> missing = new ArrayList<>();
        MainSources.files().map(MainSources::text).forEach(source -> {
            Matcher found = CLOSE.matcher(source);
            while (found.find()) {
                String section = sections.getOrDefault(String.valueOf(codes.get(found.group(1))), "");
                if (!section.contains('`' + found.group(2) + '`')) {
                    missing.add(found.group(1) + ": " + found.group(2));
                }
            }
        });
        assertEquals(List.of(), missing);
    }

    private static List<MatchResult> alerts() {
        return MonitoringFiles.rules().stream()
                .flatMap(file -> ALERT.matcher(MonitoringFiles.text(file)).results())
                .toList();
    }

    /** Text by heading of the sections below a heading. */
    private Map<String, String> sections(String heading) {
        String[] parts = runbook.split("(?m)^## ");
        String part = Arrays.stream(parts)
                .filter(text -> text.startsWith(heading + "\n"))
                .findFirst()
                .orElseThrow();
        return SECTION.matcher(part)
                .results()
                .collect(Collectors.toMap(section -> section.group(1), section -> section.group(2)));
    }
}
