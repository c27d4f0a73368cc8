package org.ocppgateway.gateway.session;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.routing.registration.Registration.Make;

/**
 * Version handlers with the tolerance of a charge point. Charge points without a specific rule share one handler per version. Immutable.
 */
final class HandlerRegistry {
    private final Map<OcppVersion, VersionHandler> shared;
    private final Map<OcppVersion, VersionHandler> mostTolerant;
    private final List<Tolerance.Rule> rules;
    private final boolean dependsOnMake;

    HandlerRegistry(Map<OcppVersion, VersionHandler> handlers, List<Tolerance.Rule> rules) {
        this.rules = List.copyOf(rules);
        this.dependsOnMake = rules.stream().anyMatch(HandlerRegistry::dependsOnMake);
        Tolerance common = tolerance(Make.UNKNOWN);
        Tolerance all = Tolerance.of(rules.stream().map(Tolerance.Rule::quirk).toList());
        this.shared = new EnumMap<>(OcppVersion.class);
        this.mostTolerant = new EnumMap<>(OcppVersion.class);
        handlers.forEach((version, handler) -> {
            shared.put(version, handler.withTolerance(common));
            mostTolerant.put(version, handler.withTolerance(all));
        });
    }

    private static boolean dependsOnMake(Tolerance.Rule rule) {
        return rule.vendor() != null || rule.model() != null || rule.firmware() != null;
    }

    /** Whether the tolerance depends on vendor, model or firmware. */
    boolean dependsOnMake() {
        return dependsOnMake;
    }

    VersionHandler of(OcppVersion version, Make make) {
        VersionHandler common = required(shared.get(version), version);
        return dependsOnMake && !make.equals(Make.UNKNOWN) ? common.withTolerance(tolerance(make)) : common;
    }

    /** Returns a handler with the tolerance of all rules, to read the make of a charge point. */
    VersionHandler mostTolerant(OcppVersion version) {
        return required(mostTolerant.get(version), version);
    }

    private Tolerance tolerance(Make make) {
        return Tolerance.of(rules, make.vendor(), make.model(), make.firmware());
    }

    private static VersionHandler required(@Nullable VersionHandler handler, OcppVersion version) {
        if (handler == null) {
            throw new IllegalArgumentException("no handler for OCPP " + version.label());
        }
        return handler;
    }
}
