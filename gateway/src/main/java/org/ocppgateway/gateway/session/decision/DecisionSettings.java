package org.ocppgateway.gateway.session.decision;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.UnifiedModel;

/**
 * Settings that determine who decides about CALLs.
 *
 * @param openLimit maximum number of pending decisions of the backend; at the limit the fallback answers without a request to the backend
 * @param rules by action; an action without rule is accepted immediately
 */
public record DecisionSettings(int openLimit, Map<Action, Rule> rules) {
    public DecisionSettings {
        rules = Map.copyOf(rules);
    }

    /** The source of a decision. */
    public enum By {
        /** The configuration: the fallback answers immediately. */
        LOCAL,
        /** The backend, until the deadline. */
        BACKEND;

        /**
         * Returns the value with a label of the configuration.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static By ofLabel(String label) {
            return switch (label) {
                case "local" -> LOCAL;
                case "backend" -> BACKEND;
                default -> throw new IllegalArgumentException("must be local or backend, not " + label);
            };
        }
    }

    /**
     * Rule for one action.
     *
     * @param deadline maximum time for the reply of the backend, from the creation of the event
     * @param fallback a unified reply, a JSON object valid for every event type of the action; null accepts
     */
    public record Rule(By by, Duration deadline, @Nullable String fallback) {
        @Nullable
        Payload fallback(EventType type) {
            return fallback == null
                    ? null
                    : Objects.requireNonNull(UnifiedModel.readReply(type, fallback), type.name())
                            .payload();
        }
    }
}
