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
 * Who decides what charge points are answered.
 *
 * @param openLimit how many decisions of the backend may be awaited at once; beyond it the fallback answers, and the backend is
 *     not asked
 * @param rules by action; without one, the version's own answer is given at once, which accepts
 */
public record DecisionSettings(int openLimit, Map<Action, Rule> rules) {
    public DecisionSettings {
        rules = Map.copyOf(rules);
    }

    /** Who has the word. */
    public enum By {
        /** The configuration: the fallback answers, at once. */
        LOCAL,
        /** The backend, until the deadline. */
        BACKEND;

        /**
         * The one of that name in the configuration.
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
     * How one action is decided.
     *
     * @param deadline how long the backend has, from when its event is made
     * @param fallback a unified reply, a JSON object valid for every event type of the action; null means: accept
     */
    public record Rule(By by, Duration deadline, @Nullable String fallback) {
        @Nullable
        Payload fallback(EventType asked) {
            return fallback == null
                    ? null
                    : Objects.requireNonNull(UnifiedModel.readReply(asked, fallback), asked.name())
                            .payload();
        }
    }
}
