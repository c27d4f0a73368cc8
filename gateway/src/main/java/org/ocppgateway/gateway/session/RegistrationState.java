package org.ocppgateway.gateway.session;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.session.decision.RegistrationPolicy;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.ReadResult;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.handler.RequestedMessages;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.UplinkContext;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.json.UnpairedSurrogates;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.routing.registration.Registration;
import org.ocppgateway.routing.registration.Registration.Make;
import org.ocppgateway.routing.route.Route;

/**
 * Registration status of one charge point, and the parser tolerance that applies to it. Loaded when the session starts and updated by each
 * BootNotification, so that no message needs a Redis call. The uplink queue's thread changes it, any thread may read it.
 *
 * <p>Only a stored Pending or Rejected forbids messages, because charge points reconnect without BootNotification. Commands to a charge
 * point that is not known to be accepted wait for a limited time, because it may be about to send its BootNotification.
 */
final class RegistrationState {
    private static final Action BOOT = new Action("BootNotification");
    private static final Set<String> REMOTE_START_AND_STOP = Set.of("RemoteStartTransaction", "RemoteStopTransaction");

    /** Maximum length of a stored vendor, model or firmware name, in characters. */
    private static final int MAX_NAME_LENGTH = 255;

    private final SessionContext context;
    private final Route route;
    private final long startedAt;
    private volatile VersionHandler handler;
    private volatile Registration.@Nullable Status status;
    private volatile Make make;
    private volatile @Nullable String serialNumber;
    private volatile Set<Action> requested = Set.of();
    private volatile @Nullable CountDownLatch firstActivity;

    RegistrationState(SessionContext context, Route route, @Nullable Registration stored) {
        this.context = context;
        this.route = route;
        this.status = stored == null ? null : stored.status();
        this.firstActivity = status == Registration.Status.ACCEPTED ? null : new CountDownLatch(1);
        this.startedAt = context.time().nanos();
        this.make = stored == null ? Make.UNKNOWN : shared(stored.make());
        this.serialNumber = stored == null ? null : stored.serialNumber();
        this.handler = context.handlers().of(route.protocol(), make);
    }

    VersionHandler handler() {
        return handler;
    }

    /** Null if no BootNotification has been answered. */
    Registration.@Nullable Status status() {
        return status;
    }

    /** Whether the status forbids a CALL of the charge point. While Pending it may send messages that the CSMS requested. */
    boolean forbids(Action uplink) {
        Registration.Status current = status;
        return switch (current) {
            case null -> false;
            case ACCEPTED -> false;
            case PENDING -> !uplink.equals(BOOT) && !requested.contains(uplink);
            case REJECTED -> !uplink.equals(BOOT);
        };
    }

    /** Returns why the status forbids a CALL of the gateway; null if it does not. Messages that the CALL requests are allowed from now on. */
    @Nullable
    String whyForbidden(Downlink.Call call) {
        Registration.Status current = status;
        return switch (current) {
            case null -> null;
            case ACCEPTED -> null;
            case PENDING -> {
                if (REMOTE_START_AND_STOP.contains(call.action().name())) {
                    yield "the charge point's registration is pending, and OCPP 1.6 forbids this until it is accepted";
                }
                RequestedMessages.requestedBy(route.protocol(), call).ifPresent(this::allow);
                yield null;
            }
            case REJECTED -> "the charge point's registration is rejected, and nothing may be sent to it";
        };
    }

    private void allow(Action uplink) {
        Set<Action> all = new HashSet<>(requested);
        all.add(uplink);
        requested = Set.copyOf(all);
    }

    /**
     * Blocks until the first activity of a charge point that is not known to be accepted, at most until the configured time after the start
     * of the session.
     *
     * @param deadline latest end of the wait; null for none
     */
    void awaitActivity(@Nullable Instant deadline) throws InterruptedException {
        CountDownLatch latch = firstActivity;
        if (latch == null) {
            return;
        }
        Duration left = context.settings().bootGrace().minusNanos(context.time().nanos() - startedAt);
        if (deadline != null) {
            Duration untilDeadline = Duration.between(context.time().now(), deadline);
            left = untilDeadline.compareTo(left) < 0 ? untilDeadline : left;
        }
        if (left.isPositive()) {
            boolean unused = latch.await(left.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Called when a BootNotification was answered, when the charge point sent another message, and when the session ends. */
    void onActivity() {
        CountDownLatch latch = firstActivity;
        if (latch != null) {
            latch.countDown();
            firstActivity = null;
        }
    }

    /** Reads a CALL. For a BootNotification the tolerance of the make that it contains applies. */
    Uplink read(UplinkContext received, Frame.Call call) {
        if (call.action().equals(BOOT) && context.handlers().dependsOnMake()) {
            OcppVersion version = route.protocol();
            Uplink lenient = context.handlers().mostTolerant(version).call(received, call.action(), call.payload());
            if (lenient instanceof Uplink.Accepted accepted) {
                handler = context.handlers().of(version, make(fields(accepted)));
            }
        }
        return handler.call(received, call.action(), call.payload());
    }

    /** Stores the registration status that a BootNotification is answered with. Called before the answer is sent; may block. */
    void register(Uplink.Accepted boot, @Nullable Payload decision) throws InterruptedException {
        Payload fields = fields(boot);
        Registration registration = new Registration(
                route.epoch(), RegistrationPolicy.statusOf(decision), make(fields), serialNumber(fields));
        make = shared(registration.make());
        serialNumber = registration.serialNumber();
        status = registration.status();
        requested = Set.of();
        context.registrations().record(route.chargePointId(), registration);
    }

    /** Make in the last BootNotification. */
    Make make() {
        return make;
    }

    /** Serial number in the last BootNotification; null if it had none. */
    @Nullable
    String serialNumber() {
        return serialNumber;
    }

    /** Shares the strings with all other charge points of the make: thousands of sessions keep them. */
    private static Make shared(Make make) {
        return new Make(shared(make.vendor()), shared(make.model()), shared(make.firmware()));
    }

    private static @Nullable String shared(@Nullable String text) {
        return text == null ? null : text.intern();
    }

    private static @Nullable String serialNumber(@Nullable Payload fields) {
        return fields == null ? null : truncated(fields, "serialNumber");
    }

    private static @Nullable Payload fields(Uplink.Accepted boot) {
        ReadResult reading = UnifiedModel.readEvent(boot.type(), boot.fields());
        return reading == null ? null : reading.payload();
    }

    private static Make make(@Nullable Payload fields) {
        return fields == null
                ? Make.UNKNOWN
                : new Make(
                        truncated(fields, "vendor"), truncated(fields, "model"), truncated(fields, "firmwareVersion"));
    }

    /** Truncates a text, because charge points can send any length. */
    private static @Nullable String truncated(Payload fields, String field) {
        String text = fields.text(field);
        return text == null ? null : UnpairedSurrogates.truncate(text, MAX_NAME_LENGTH);
    }
}
