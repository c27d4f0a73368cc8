package org.ocppgateway.ops.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.ocppgateway.routing.log.LogEvent;
import org.slf4j.event.Level;

/** Every log line has a listed event, and every event follows the grammar. */
class LogEventGrammarTest {
    private static final Set<String> SUBSYSTEMS = Set.of(
            "admission",
            "api",
            "ban",
            "client",
            "command",
            "connection",
            "credential",
            "dependency",
            "downlink",
            "endpoint",
            "event",
            "journal",
            "kafka",
            "lease",
            "offline-event",
            "peer",
            "pod",
            "process",
            "redis",
            "refusal",
            "registration",
            "reply",
            "result",
            "route",
            "session",
            "sweeper",
            "task",
            "tls",
            "topic",
            "uplink");

    /** Members that the JSON format writes itself. */
    private static final Set<String> RESERVED =
            Set.of("event", "message", "level", "tags", "pod", "traceId", "suppressedLines");

    private static final Pattern LABEL = Pattern.compile("[a-z]+(-[a-z]+)+");
    private static final Pattern FIELD = Pattern.compile("[a-z]+([A-Z][a-z]+)*");
    private static final Pattern USE = Pattern.compile("\\.log\\(\\s*(Gateway|Routing)LogEvent\\.([A-Z_]+)");

    @Test
    void namesFollowTheGrammar() {
        assertNone(
                "a subsystem, then words",
                event -> !LABEL.matcher(event.label()).matches()
                        || SUBSYSTEMS.stream()
                                .noneMatch(subsystem -> event.label().startsWith(subsystem + "-")));
        Set<String> labels = new HashSet<>();
        assertNone("a name once", event -> !labels.add(event.label()));
    }

    @Test
    void everyEnumOfEventsIsInTheReference() {
        assertEquals(
                MainSources.enumsThatImplement("LogEvent"),
                LogEventsPage.all().stream()
                        .map(event -> event.getClass().getSimpleName())
                        .collect(Collectors.toSet()));
    }

    @Test
    void fieldsAreNamedLikeFieldsOfEvents() {
        assertNone(
                "names of fields",
                event -> event.spec().fields().stream()
                        .anyMatch(field -> !FIELD.matcher(field).matches() || RESERVED.contains(field)));
    }

    @Test
    void aLineAboutACommandOrAReplyNamesTheChargePoint() {
        assertNone(
                "the charge point",
                event -> (event.spec().fields().contains("commandId")
                                || event.spec().fields().contains("requestId"))
                        && !event.spec().fields().contains("chargePointId"));
    }

    @Test
    void warningsAndErrorsSayWhatToDo() {
        assertNone(
                "advice",
                event -> event.spec().level().toInt() >= Level.WARN.toInt()
                        && (event.spec().advice() == null
                                || !event.spec().advice().endsWith(".")));
    }

    @Test
    void textsBeginWithACapitalOrAField() {
        assertNone("text", event -> !event.spec().text().matches("[A-Z{].*[^.]"));
    }

    @Test
    void everyLineGivesTheFieldsOfItsEvent() {
        Map<String, LogEvent> events =
                LogEventsPage.all().stream().collect(Collectors.toMap(LogEvent::name, event -> event));
        List<String> wrong = new ArrayList<>();
        Set<String> used = new TreeSet<>();
        MainSources.files().forEach(file -> {
            String source = MainSources.text(file);
            Matcher use = USE.matcher(source);
            while (use.find()) {
                LogEvent event = Objects.requireNonNull(events.get(use.group(2)), use.group(2));
                used.add(use.group(2));
                int values = values(source, use.end());
                int fields = event.spec().fields().size();
                if (values != fields && values != fields + 1) {
                    wrong.add(file.getFileName() + ": " + event.label() + " has " + fields + " fields, and gets "
                            + values);
                }
            }
        });
        assertEquals(List.of(), wrong);
        assertEquals(new TreeSet<>(events.keySet()), used, "events in use");
    }

    @Test
    void noLineHasAnEventThatIsChosenElsewhere() {
        MainSources.files().filter(file -> !file.endsWith("EventLog.java")).forEach(file -> {
            String source = MainSources.text(file);
            Matcher call = Pattern.compile("\\b(LOG|log)\\.log\\(").matcher(source);
            while (call.find()) {
                assertTrue(
                        USE.matcher(source)
                                .region(call.end() - ".log(".length(), source.length())
                                .lookingAt(),
                        file.getFileName() + " does not name the event of a line");
            }
        });
    }

    /** Number of arguments after the event, up to the closing parenthesis. */
    private static int values(String source, int from) {
        int depth = 0;
        int commas = 0;
        boolean text = false;
        for (int i = from; ; i++) {
            char c = source.charAt(i);
            if (text) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    text = false;
                }
            } else if (c == '"') {
                text = true;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && depth-- == 0) {
                return commas;
            } else if (c == ',' && depth == 0) {
                commas++;
            }
        }
    }

    private static void assertNone(String rule, Predicate<LogEvent> broken) {
        assertEquals(
                List.of(),
                LogEventsPage.all().stream().filter(broken).map(LogEvent::label).toList(),
                rule);
    }
}
