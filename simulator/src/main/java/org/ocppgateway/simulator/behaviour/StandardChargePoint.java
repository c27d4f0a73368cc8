package org.ocppgateway.simulator.behaviour;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.frame.FrameReader;
import org.ocppgateway.protocol.frame.FrameWriter;
import org.ocppgateway.protocol.frame.Inbound;
import org.ocppgateway.simulator.behaviour.BootResponse.Registration;
import org.ocppgateway.simulator.measure.FleetCount;
import org.ocppgateway.simulator.net.CloseReason;

/**
 * A standard-compliant charge point of any OCPP version. It connects, registers, reports, charges, executes commands
 * and reconnects. It sends a BootNotification after power-on, not after a reconnection.
 */
public final class StandardChargePoint implements ChargePoint {
    /** Wait before the next BootNotification if the server gives no interval or does not answer. */
    private static final Duration DEFAULT_BOOT_RETRY = Duration.ofSeconds(30);

    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(2);

    private final ChargePointId id;
    private final FleetContext context;
    private final ChargePointTransport transport;
    private final SplittableRandom random;
    private final TimerSchedule timers = new TimerSchedule();
    private final ChargePointConfiguration configuration;
    private final CallQueue calls;
    private final Connector connector;

    private Registration registration = Registration.UNKNOWN;
    private boolean open;
    private boolean connectionActive;
    private boolean connectedBefore;
    private long disconnectedAt;
    private boolean driversStarted;
    private boolean rebooting;
    private boolean rebootsWhenIdle;
    private BootReason bootReason = BootReason.POWER_UP;
    private boolean shuttingDown;
    private boolean terminated;
    private int failures;

    /** Status notifications that the charge point sends one by one, for example of a firmware update. */
    private @Nullable Queue<OutgoingCall> scheduledReports;

    /** Command that waits for its response delay. Discarded with the connection. */
    private Frame.@Nullable Call pendingCommand;

    public StandardChargePoint(
            ChargePointId id, FleetContext context, ChargePointTransport transport, SplittableRandom random) {
        this.id = id;
        this.context = context;
        this.transport = transport;
        this.random = random;
        configuration = new ChargePointConfiguration(context.behaviour());
        calls = new CallQueue(context, configuration, timers, this::send);
        connector = new Connector(context, configuration, calls, timers, random);
    }

    @Override
    public void start(long now) {
        connectionActive = true;
        context.counters().add(FleetCount.CONNECTION_ATTEMPTS);
        transport.connect();
    }

    @Override
    public void onOpen(long now) {
        open = true;
        context.counters().add(FleetCount.CONNECTED);
        context.counters().add(FleetCount.CONNECTIONS);
        if (connectedBefore) {
            context.counters().add(FleetCount.RECONNECTIONS);
            context.counters().reconnected(now - disconnectedAt);
        }
        connectedBefore = true;
        calls.onOpen(now);
        if (registration == Registration.ACCEPTED) {
            connector.reportStatusIfChanged(now);
        } else if (!timers.isSet(Timer.BOOT)) {
            sendBootNotification(bootReason, now);
        }
    }

    @Override
    public void onMessage(String text, long now) {
        failures = 0;
        context.counters().add(FleetCount.FRAMES_RECEIVED);
        switch (FrameReader.read(context.dialect().validator().version(), text)) {
            case Inbound.Received received -> onFrame(received.frame(), now);
            case Inbound.Malformed malformed -> {
                context.counters().add(FleetCount.MALFORMED_FRAMES);
                send(malformed.answer());
            }
            case Inbound.Dropped dropped -> context.counters().add(FleetCount.MALFORMED_FRAMES);
            case Inbound.MalformedAnswer broken -> {
                context.counters().add(FleetCount.MALFORMED_FRAMES);
                calls.onUnreadableAnswer(broken.id(), now);
            }
        }
        closeIfShuttingDown();
    }

    @Override
    public void onClose(CloseReason closeReason, long now) {
        connectionActive = false;
        context.counters().connectionEnded(closeReason.label());
        if (!(closeReason instanceof CloseReason.ByChargePoint)) {
            context.counters().add(open ? FleetCount.UNEXPECTED_CLOSES : FleetCount.FAILED_ATTEMPTS);
        }
        if (open) {
            open = false;
            disconnectedAt = now;
            context.counters().subtract(FleetCount.CONNECTED);
        }
        calls.onClose(now);
        pendingCommand = null;
        timers.clear(Timer.COMMAND_RESPONSE);
        if (shuttingDown) {
            terminated = true;
        } else if (rebooting) {
            timers.set(Timer.POWER_ON, now + context.behaviour().rebootTime().toNanos());
        } else {
            Duration requestedWait = closeReason instanceof CloseReason.Refused refused ? refused.retryAfter() : null;
            timers.set(Timer.RECONNECT, now + context.behaviour().backoff().delay(failures, requestedWait, random));
            failures++;
        }
    }

    @Override
    public void onTimer(long now) {
        for (Timer timer = timers.pollDue(now); timer != null; timer = timers.pollDue(now)) {
            switch (timer) {
                case CALL_TIMEOUT -> calls.onTimeout(now);
                case COMMAND_RESPONSE -> executePendingCommand(now);
                case POWER_ON -> powerOn(now);
                case RECONNECT -> start(now);
                case BOOT -> onBootTimer(now);
                case TRANSACTION_RETRY -> calls.sendNext(now);
                case SESSION_STEP -> connector.onSessionTimer(now);
                case METER_VALUES -> connector.onMeterTimer(now);
                case RESERVATION_END -> connector.endReservation(now);
                case STATUS_REPORT -> onStatusReportTimer(now);
                case HEARTBEAT -> onHeartbeatTimer(now);
            }
        }
        if (rebootsWhenIdle && !connector.isInSession()) {
            reboot(StopReason.SOFT_RESET, now);
        }
        closeIfShuttingDown();
    }

    @Override
    public long nextTimerAt() {
        return terminated ? TimerSchedule.NEVER : timers.nextAt();
    }

    @Override
    public void shutDown(long now) {
        shuttingDown = true;
        calls.stop();
        if (connectionActive) {
            closeIfShuttingDown();
        } else {
            terminated = true;
        }
    }

    @Override
    public boolean isTerminated() {
        return terminated;
    }

    public ChargePointConfiguration configuration() {
        return configuration;
    }

    public Connector connector() {
        return connector;
    }

    /**
     * Returns whether the server accepted the charge point. A pending charge point can be configured but starts no
     * session.
     */
    public boolean isRegistered() {
        return registration == Registration.ACCEPTED;
    }

    /** Returns whether the server rejected the charge point. */
    public boolean isRejected() {
        return registration == Registration.REJECTED;
    }

    /** Returns whether transaction messages are queued or outstanding. */
    public boolean hasTransactionMessages() {
        return calls.hasTransactionMessages();
    }

    /** Sends an ordinary message. */
    public void submit(OutgoingCall message, long now) {
        calls.submit(message, now);
    }

    /** Queues a transaction message. */
    public void submitTransactional(OutgoingCall message, long now) {
        calls.submitTransactional(message, now);
    }

    /**
     * Sends status notifications one by one, with a pause between them. Replaces earlier ones that are not sent yet.
     */
    public void scheduleReports(Collection<OutgoingCall> reports, long now) {
        scheduledReports = new ArrayDeque<>(reports);
        timers.set(Timer.STATUS_REPORT, now + REPORT_INTERVAL.toNanos());
    }

    public void sendBootNotification(BootReason reason, long now) {
        calls.submit(context.dialect().bootNotification(id, reason, this::onBootOutcome), now);
    }

    public void sendHeartbeat(long now) {
        calls.submit(context.dialect().heartbeat(), now);
    }

    /** Reports the status of the charge point itself, in versions that have one. */
    public void reportChargePointStatus(long now) {
        ConnectorStatus status = connector.isOperative() ? ConnectorStatus.AVAILABLE : ConnectorStatus.UNAVAILABLE;
        context.dialect().chargePointStatus(status, now).ifPresent(message -> calls.submit(message, now));
    }

    /** Ends the session, disconnects, and reconnects like after power-on. Queued transaction messages stay queued. */
    public void reboot(StopReason reason, long now) {
        rebooting = true;
        rebootsWhenIdle = false;
        bootReason = BootReason.REMOTE_RESET;
        connector.reboot(reason, now);
        setRegistration(Registration.UNKNOWN, now);
        timers.clear(Timer.BOOT);
        timers.clear(Timer.HEARTBEAT);
        transport.close(1000, "reboot");
    }

    /** Schedules a reboot for the end of the session. */
    public void rebootWhenIdle() {
        rebootsWhenIdle = true;
    }

    private void powerOn(long now) {
        rebooting = false;
        failures = 0;
        start(now);
    }

    private void onFrame(Frame frame, long now) {
        switch (frame) {
            case Frame.CallResult result -> calls.onCallResult(result, now);
            case Frame.CallError error -> calls.onCallError(error, now);
            case Frame.Call call -> onCommand(call, now);
            case Frame.CallResultError error -> context.counters().add(FleetCount.CALL_RESULT_ERRORS);
            case Frame.Send send -> context.counters().add(FleetCount.MALFORMED_FRAMES);
        }
    }

    private void onCommand(Frame.Call call, long now) {
        Duration longest = context.behaviour().maxResponseDelay();
        if (longest.isZero()) {
            execute(call, now);
        } else {
            pendingCommand = call;
            timers.set(Timer.COMMAND_RESPONSE, now + random.nextLong(longest.toNanos()));
        }
    }

    private void executePendingCommand(long now) {
        Frame.Call due = pendingCommand;
        pendingCommand = null;
        if (due != null) {
            execute(due, now);
        }
    }

    private void execute(Frame.Call call, long now) {
        switch (context.dialect().handleCommand(call, this, now)) {
            case CommandResponse.Result result -> {
                context.counters().add(FleetCount.COMMANDS);
                send(FrameWriter.callResult(call.id(), result.payload()));
                result.afterSend().run();
            }
            case CommandResponse.Refusal refusal -> {
                context.counters().add(FleetCount.COMMANDS);
                send(FrameWriter.callError(
                        context.dialect().validator().version(), call.id(), refusal.code(), refusal.description()));
            }
            case CommandResponse.NoResponse none -> context.counters().add(FleetCount.COMMANDS_NOT_ANSWERED);
        }
    }

    private void onBootOutcome(CallOutcome outcome, long now) {
        switch (outcome) {
            case CallOutcome.Result result ->
                onBootResponse(context.dialect().parseBootResponse(result.payload()), now);
            case CallOutcome.Refused refused -> scheduleBoot(DEFAULT_BOOT_RETRY, now);
            case CallOutcome.Unanswered unanswered -> scheduleBoot(DEFAULT_BOOT_RETRY, now);
            case CallOutcome.ConnectionLost lost -> {
                // The next connection sends a new BootNotification.
            }
        }
    }

    private void onBootResponse(BootResponse response, long now) {
        setRegistration(response.registration(), now);
        if (response.registration() != Registration.ACCEPTED) {
            scheduleBoot(response.interval().isPositive() ? response.interval() : DEFAULT_BOOT_RETRY, now);
            return;
        }
        timers.clear(Timer.BOOT);
        if (response.interval().isPositive()) {
            configuration.heartbeatInterval(response.interval());
        }
        // The first heartbeat has a random delay within the interval, which spreads the heartbeats of a fleet.
        timers.set(
                Timer.HEARTBEAT, now + (long) (configuration.heartbeatInterval().toNanos() * random.nextDouble()));
        reportChargePointStatus(now);
        connector.reportStatus(now);
        if (!driversStarted) {
            driversStarted = true;
            connector.startDrivers(now);
        }
    }

    private void setRegistration(Registration changed, long now) {
        boolean before = registration == Registration.ACCEPTED;
        boolean after = changed == Registration.ACCEPTED;
        registration = changed;
        if (after && !before) {
            context.counters().add(FleetCount.REGISTERED);
        } else if (before && !after) {
            context.counters().subtract(FleetCount.REGISTERED);
        }
        calls.allowTransactions(after, now);
    }

    private void scheduleBoot(Duration wait, long now) {
        if (registration != Registration.ACCEPTED) {
            timers.set(Timer.BOOT, now + wait.toNanos());
        }
    }

    private void onBootTimer(long now) {
        if (open) {
            sendBootNotification(bootReason, now);
        }
    }

    private void onHeartbeatTimer(long now) {
        if (open && isRegistered()) {
            calls.submit(context.dialect().heartbeat(), timers.lastDueAt(), now);
        }
        if (configuration.heartbeatInterval().isPositive()) {
            timers.set(Timer.HEARTBEAT, now + configuration.heartbeatInterval().toNanos());
        }
    }

    private void onStatusReportTimer(long now) {
        OutgoingCall next = scheduledReports == null ? null : scheduledReports.poll();
        if (next == null) {
            scheduledReports = null;
        } else {
            calls.submit(next, now);
            timers.set(Timer.STATUS_REPORT, now + REPORT_INTERVAL.toNanos());
        }
    }

    private void closeIfShuttingDown() {
        if (shuttingDown && connectionActive && calls.isIdle()) {
            transport.close(1000, "");
        }
    }

    private void send(String text) {
        context.counters().add(FleetCount.FRAMES_SENT);
        transport.send(text);
    }
}
