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
 * Where a charge point stands, as its session knows it: whether it is registered, and with which tolerance it is read. Taken from
 * the record when the session begins and from every BootNotification in it, so that no message costs a look into Redis. Changed
 * by the uplink lane, asked by both.
 *
 * <p>Only a recorded Pending or Rejected forbids anything: charge points reconnect without BootNotification. But one that is not
 * known to be accepted may be about to send it, and is told nothing before for a while.
 */
final class RegistrationState {
    private static final Action BOOT = new Action("BootNotification");
    private static final Set<String> REMOTE_START_AND_STOP = Set.of("RemoteStartTransaction", "RemoteStopTransaction");

    /** Characters of a vendor's, a model's or a firmware's name that are kept. */
    private static final int MAX_NAME_LENGTH = 255;

    private final SessionContext context;
    private final Route route;
    private final long begun;
    private volatile VersionHandler handler;
    private volatile Registration.@Nullable Status status;
    private volatile Set<Action> asked = Set.of();
    private volatile @Nullable CountDownLatch firstWord;

    RegistrationState(SessionContext context, Route route, @Nullable Registration recorded) {
        this.context = context;
        this.route = route;
        this.status = recorded == null ? null : recorded.status();
        this.firstWord = status == Registration.Status.ACCEPTED ? null : new CountDownLatch(1);
        this.begun = context.nanoTime().getAsLong();
        this.handler = context.handlers().of(route.protocol(), recorded == null ? Make.UNKNOWN : recorded.make());
    }

    VersionHandler handler() {
        return handler;
    }

    /** Whether the charge point may not send this now. While Pending it may send what it was asked for. */
    boolean forbids(Action uplink) {
        Registration.Status current = status;
        return switch (current) {
            case null -> false;
            case ACCEPTED -> false;
            case PENDING -> !uplink.equals(BOOT) && !asked.contains(uplink);
            case REJECTED -> !uplink.equals(BOOT);
        };
    }

    /** Why the charge point may not be sent this now, or null if it may; what it asks for may be sent from now on. */
    @Nullable
    String forbids(Downlink.Call call) {
        Registration.Status current = status;
        return switch (current) {
            case null -> null;
            case ACCEPTED -> null;
            case PENDING -> {
                if (REMOTE_START_AND_STOP.contains(call.action().name())) {
                    yield "the charge point's registration is pending, and OCPP 1.6 forbids this until it is accepted";
                }
                RequestedMessages.requestedBy(route.protocol(), call).ifPresent(this::ask);
                yield null;
            }
            case REJECTED -> "the charge point's registration is rejected, and nothing may be sent to it";
        };
    }

    private void ask(Action uplink) {
        Set<Action> all = new HashSet<>(asked);
        all.add(uplink);
        asked = Set.copyOf(all);
    }

    /**
     * Waits until the charge point has booted or shown otherwise that it counts itself as registered, unless it is known to be accepted;
     * at most the configured time since the session began. Later it will hardly boot by itself.
     *
     * @param deadline until when to wait at most; null for no matter how long
     */
    void awaitFirstWord(@Nullable Instant deadline) throws InterruptedException {
        CountDownLatch awaited = firstWord;
        if (awaited == null) {
            return;
        }
        Duration left =
                context.settings().bootWait().minusNanos(context.nanoTime().getAsLong() - begun);
        if (deadline != null) {
            Duration untilDeadline = Duration.between(context.clock().instant(), deadline);
            left = untilDeadline.compareTo(left) < 0 ? untilDeadline : left;
        }
        if (left.isPositive() && awaited.await(left.toNanos(), TimeUnit.NANOSECONDS)) {
            firstWord = null;
        }
    }

    /** The charge point has been answered a BootNotification or has sent something else, or its session is over. */
    void spoke() {
        CountDownLatch awaited = firstWord;
        if (awaited != null) {
            awaited.countDown();
        }
    }

    /** Has a CALL read. A BootNotification is read with the tolerance for what it says of itself. */
    Uplink read(UplinkContext received, Frame.Call call) {
        if (call.action().equals(BOOT) && context.handlers().singlingOut()) {
            OcppVersion version = route.protocol();
            Uplink widest = context.handlers().widest(version).call(received, call.action(), call.payload());
            if (widest instanceof Uplink.Accepted accepted) {
                handler = context.handlers().of(version, make(accepted));
            }
        }
        return handler.call(received, call.action(), call.payload());
    }

    /** Records what a BootNotification is about to be answered. */
    void register(Uplink.Accepted boot, @Nullable Payload decision) throws InterruptedException {
        Registration registration = new Registration(route.epoch(), RegistrationPolicy.statusOf(decision), make(boot));
        status = registration.status();
        asked = Set.of();
        context.registrations().record(route.chargePointId(), registration);
    }

    private static Make make(Uplink.Accepted boot) {
        ReadResult reading = UnifiedModel.readEvent(boot.type(), boot.fields());
        Payload fields = reading == null ? null : reading.payload();
        return fields == null
                ? Make.UNKNOWN
                : new Make(
                        beginning(fields, "vendor"), beginning(fields, "model"), beginning(fields, "firmwareVersion"));
    }

    /** Charge points can send any length. */
    private static @Nullable String beginning(Payload fields, String field) {
        String text = fields.text(field);
        return text == null ? null : UnpairedSurrogates.truncate(text, MAX_NAME_LENGTH);
    }
}
