package org.ocppgateway.gateway.session;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.routing.registration.Registration.Make;

/** The version handlers, each in the tolerance that the rules have for a charge point. All that no rule singles out share one. */
final class HandlerRegistry {
    private final Map<OcppVersion, VersionHandler> shared;
    private final Map<OcppVersion, VersionHandler> widest;
    private final List<Tolerance.Rule> rules;
    private final boolean singlingOut;

    HandlerRegistry(Map<OcppVersion, VersionHandler> handlers, List<Tolerance.Rule> rules) {
        this.rules = List.copyOf(rules);
        this.singlingOut = rules.stream().anyMatch(HandlerRegistry::singlesOut);
        Tolerance common = tolerance(Make.UNKNOWN);
        Tolerance all = Tolerance.of(rules.stream().map(Tolerance.Rule::quirk).toList());
        this.shared = new EnumMap<>(OcppVersion.class);
        this.widest = new EnumMap<>(OcppVersion.class);
        handlers.forEach((version, handler) -> {
            shared.put(version, handler.withTolerance(common));
            widest.put(version, handler.withTolerance(all));
        });
    }

    private static boolean singlesOut(Tolerance.Rule rule) {
        return rule.vendor() != null || rule.model() != null || rule.firmware() != null;
    }

    /** Whether it matters who made a charge point. */
    boolean singlingOut() {
        return singlingOut;
    }

    VersionHandler of(OcppVersion version, Make make) {
        VersionHandler common = known(shared.get(version), version);
        return singlingOut && !make.equals(Make.UNKNOWN) ? common.withTolerance(tolerance(make)) : common;
    }

    /** Forgives all that is forgiven of anybody: to find out who made a charge point. */
    VersionHandler widest(OcppVersion version) {
        return known(widest.get(version), version);
    }

    private Tolerance tolerance(Make make) {
        return Tolerance.of(rules, make.vendor(), make.model(), make.firmware());
    }

    private static VersionHandler known(@Nullable VersionHandler handler, OcppVersion version) {
        if (handler == null) {
            throw new IllegalArgumentException("no handler for OCPP " + version.label());
        }
        return handler;
    }
}
