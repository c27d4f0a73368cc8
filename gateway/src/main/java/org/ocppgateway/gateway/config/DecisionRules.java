package org.ocppgateway.gateway.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.session.decision.DecisionSettings;
import org.ocppgateway.gateway.session.decision.DecisionSettings.By;
import org.ocppgateway.gateway.session.decision.DecisionSettings.Rule;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.dictionary.ReadResult;
import org.ocppgateway.protocol.handler.DecidableActions;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.UnifiedModel;

/** Reads the decision rules of all actions. */
final class DecisionRules {
    private static final String ACTIONS = "actions";
    private static final Set<String> KEYS = Set.of("by", "deadline", "fallback");
    private static final Duration LEAST = Duration.ofMillis(1);
    private static final Duration MOST = Duration.ofMinutes(1);

    private final Section decisions;
    private final Set<EventType> mutedEvents;
    private final Duration usualDeadline;

    /** @param mutedEvents event types that are not published, so that the backend cannot decide about their messages */
    DecisionRules(Section decisions, Set<EventType> mutedEvents) {
        this.decisions = decisions;
        this.mutedEvents = mutedEvents;
        this.usualDeadline = decisions.duration("deadline", LEAST, MOST);
    }

    DecisionSettings read() {
        Map<Action, Rule> rules = new HashMap<>();
        decisions.entries(ACTIONS).forEach((name, value) -> {
            Action action = new Action(name);
            if (known(action, value) && value instanceof ConfigObject entry) {
                rules.put(action, rule(action, entry, decisions.section(ACTIONS).section(name)));
            }
        });
        return new DecisionSettings(decisions.integer("open-limit", 1, 1_000_000), rules);
    }

    private boolean known(Action action, ConfigValue value) {
        if (DecidableActions.decisionEvents(action).isEmpty()) {
            decisions.problem(
                    ACTIONS,
                    "there is nothing to decide about " + action + "; there is about "
                            + String.join(", ", DecidableActions.actions()));
            return false;
        }
        if (!(value instanceof ConfigObject entry)) {
            decisions.problem(ACTIONS, action + " must be an object with " + new TreeSet<>(KEYS));
            return false;
        }
        Set<String> unknown = new TreeSet<>(entry.keySet());
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            decisions.problem(
                    ACTIONS,
                    "unknown " + String.join(", ", unknown) + " of " + action + "; there are " + new TreeSet<>(KEYS));
        }
        return true;
    }

    private Rule rule(Action action, ConfigObject entry, Section section) {
        By by = entry.containsKey("by") ? section.parsed("by", By::ofLabel, By.LOCAL) : By.LOCAL;
        Duration deadline = entry.containsKey("deadline") ? section.duration("deadline", LEAST, MOST) : usualDeadline;
        for (EventType type : DecidableActions.decisionEvents(action)) {
            if (by == By.BACKEND && mutedEvents.contains(type)) {
                decisions.problem(ACTIONS, action + " cannot be decided by the backend while " + type + " is muted");
            }
        }
        return new Rule(by, deadline, fallback(action, entry.get("fallback")));
    }

    private @Nullable String fallback(Action action, @Nullable ConfigValue value) {
        if (value == null) {
            return null;
        }
        String reply = value.render(ConfigRenderOptions.concise());
        for (EventType type : DecidableActions.decisionEvents(action)) {
            String problem = problem(type, reply);
            if (problem != null) {
                decisions.problem(ACTIONS, "the fallback of " + action + " is no reply to " + type + ": " + problem);
                return null;
            }
        }
        return reply;
    }

    private static @Nullable String problem(EventType type, String reply) {
        if (type.equals(EventType.DEVICE_ONLINE)) {
            return "what a BootNotification is answered is set by session.registration";
        }
        ReadResult reading = UnifiedModel.readReply(type, reply);
        if (reading == null || reading.payload() == null) {
            return "it must be an object";
        }
        return reading.violations().isEmpty()
                ? null
                : reading.violations().getFirst().explanation();
    }
}
