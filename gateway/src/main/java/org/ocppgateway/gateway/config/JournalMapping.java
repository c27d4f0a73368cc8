package org.ocppgateway.gateway.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ocppgateway.gateway.journal.JournalSettings;
import org.ocppgateway.gateway.journal.TopicSelection;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.model.IdTokenMask;
import org.ocppgateway.protocol.model.Masking;

/** Maps section {@code journal}. */
final class JournalMapping {
    private static final int MIN_SIZE = 64 * 1024;
    private static final int MAX_SIZE = 1024 * 1024 * 1024;

    /** Names of id tokens in any version. Payloads are masked by their structure instead. */
    private static final List<String> TOKEN_NAMES = List.of("*idtag", "*idtoken");

    private final Section journal;
    private final Section session;
    private final IdTokenMask eventTokens;

    /** @param eventTokens mask of id tokens in events */
    JournalMapping(Section journal, Section session, IdTokenMask eventTokens) {
        this.journal = journal;
        this.session = session;
        this.eventTokens = eventTokens;
    }

    JournalSettings read() {
        return new JournalSettings(
                journal.bytes("ring-size", MIN_SIZE, MAX_SIZE),
                journal.bytes("bad-end-size", MIN_SIZE, MAX_SIZE),
                masks(),
                topic(journal.section("topic")));
    }

    private JournalSettings.Masks masks() {
        List<String> names = new ArrayList<>(session.texts("masked-names"));
        names.addAll(journal.texts("masked-names"));
        boolean idTokens = journal.flag("mask-id-tokens");
        try {
            Masking credentials = Masking.of(names);
            names.addAll(TOKEN_NAMES);
            return new JournalSettings.Masks(credentials, Masking.of(names), eventTokens, idTokens);
        } catch (IllegalArgumentException e) {
            journal.problem("masked-names", String.valueOf(e.getMessage()));
            return new JournalSettings.Masks(Masking.STANDARD, Masking.STANDARD, eventTokens, idTokens);
        }
    }

    private static TopicSelection topic(Section topic) {
        Set<ChargePointId> ids = ids(topic);
        int percent = topic.integer("sample-percent", 1, 100);
        String mode = topic.text("mode");
        return switch (mode) {
            case "off" -> new TopicSelection.Off();
            case "all" -> new TopicSelection.All();
            case "ids" -> new TopicSelection.Ids(ids);
            case "sample" -> new TopicSelection.Sample(percent);
            default -> {
                topic.problem("mode", "must be off, all, ids or sample");
                yield new TopicSelection.Off();
            }
        };
    }

    private static Set<ChargePointId> ids(Section topic) {
        Set<ChargePointId> ids = new HashSet<>();
        for (String id : topic.texts("ids")) {
            try {
                ids.add(new ChargePointId(id));
            } catch (IllegalArgumentException e) {
                topic.problem("ids", String.valueOf(e.getMessage()));
            }
        }
        return ids;
    }
}
