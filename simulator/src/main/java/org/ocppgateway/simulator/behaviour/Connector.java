package org.ocppgateway.simulator.behaviour;

import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.simulator.measure.FleetCount;

/**
 * The single connector of a charge point and its drivers. A session has the steps plug in, authorize, charge and
 * unplug. Drivers arrive whether the charge point is connected or not. An offline charge point accepts every token.
 */
public final class Connector {
    public static final int NUMBER = 1;

    private static final int TOKEN_COUNT = 10_000;
    private static final int MIN_WATTS = 3_600;
    private static final int MAX_WATTS = 22_000;
    private static final Duration MAX_FIRST_SESSION_DELAY = Duration.ofSeconds(30);

    private enum Step {
        IDLE,
        PLUGGED,
        AUTHORIZING,
        CHARGING,
        FINISHING
    }

    private final FleetContext context;
    private final ChargePointConfiguration configuration;
    private final CallQueue calls;
    private final TimerSchedule timers;
    private final SplittableRandom random;

    private Step step = Step.IDLE;
    private ConnectorStatus status = ConnectorStatus.AVAILABLE;
    private @Nullable ConnectorStatus lastReportedStatus;
    private boolean operative = true;
    private @Nullable Reservation reservation;

    /** Current driver, null until the token is known. */
    private @Nullable Driver driver;

    private @Nullable Transaction transaction;
    private long meter;

    /** Whether the first session counts as already in progress when the simulation starts. */
    private boolean firstSessionInProgress;

    /** @param id reservation id of the ReserveNow */
    private record Reservation(long id, IdToken token) {}

    Connector(
            FleetContext context,
            ChargePointConfiguration configuration,
            CallQueue calls,
            TimerSchedule timers,
            SplittableRandom random) {
        this.context = context;
        this.configuration = configuration;
        this.calls = calls;
        this.timers = timers;
        this.random = random;
    }

    /** Starts the arrival of drivers. The share of sessions in progress at the start equals the long-term average. */
    void startDrivers(long now) {
        BehaviourSettings.Charging charging = context.behaviour().charging();
        if (charging.peak().isPositive()) {
            scheduleFirstDriverInPeak(charging, now);
        } else if (random.nextDouble() < charging.share()) {
            firstSessionInProgress = true;
            Duration longest =
                    Duration.ofNanos(Math.min(charging.duration().toNanos(), MAX_FIRST_SESSION_DELAY.toNanos()));
            timers.set(Timer.SESSION_STEP, now + random.nextLong(longest.toNanos()));
        } else {
            scheduleNextDriver(now, random.nextDouble());
        }
    }

    /** Uses the mean of three random numbers as an approximation of a bell curve. */
    private void scheduleFirstDriverInPeak(BehaviourSettings.Charging charging, long now) {
        double bellCurve = (random.nextDouble() + random.nextDouble() + random.nextDouble()) / 3;
        if (random.nextDouble() < charging.share()) {
            timers.set(Timer.SESSION_STEP, now + scale(charging.peak(), bellCurve));
        } else {
            scheduleNextDriver(now, random.nextDouble() + 0.5);
        }
    }

    public @Nullable Transaction transaction() {
        return transaction;
    }

    public MeterReading readingAt(long now) {
        return transaction == null ? new MeterReading(meter, 0) : transaction.readingAt(now);
    }

    void onSessionTimer(long now) {
        switch (step) {
            case IDLE -> plugIn(now);
            case PLUGGED -> authorize(now);
            case AUTHORIZING -> {
                // The outcome of the Authorize continues the session.
            }
            case CHARGING -> stop(StopReason.LOCAL, now);
            case FINISHING -> unplug(now);
        }
    }

    void onMeterTimer(long now) {
        Transaction current = transaction;
        if (current == null) {
            return;
        }
        if (canQueueMore()) {
            calls.submitTransactional(
                    context.dialect().meterValues(current, eventTimeAt(now)), timers.lastDueAt(), now);
        } else {
            context.counters().add(FleetCount.METER_VALUES_DROPPED);
        }
        scheduleMeter(now);
    }

    /**
     * Returns whether the queue can take another message of the transaction. One place stays reserved for the end of
     * the transaction.
     */
    private boolean canQueueMore() {
        return calls.hasCapacityFor(2);
    }

    /** Returns whether a session with this token can start now. */
    public boolean canStart(IdToken idToken) {
        boolean free = step == Step.IDLE || (step == Step.PLUGGED && driver == null);
        boolean allowed = reservation == null || reservation.token().equals(idToken);
        return free && allowed && operative && canQueueMore();
    }

    /**
     * Starts a session for this token and plugs in if necessary.
     *
     * @param remoteStartId id of the remote start request; null if the request has none
     */
    public void startRemotely(IdToken idToken, @Nullable Long remoteStartId, long now) {
        if (!canStart(idToken)) {
            return;
        }
        reservation = null;
        timers.clear(Timer.RESERVATION_END);
        driver = Driver.remote(idToken, remoteStartId);
        step = Step.PLUGGED;
        changeStatus(ConnectorStatus.PREPARING, now);
        timers.set(Timer.SESSION_STEP, now + randomDelay(1));
    }

    /** Stops the session, if there is one. */
    public void stop(StopReason reason, long now) {
        Transaction current = transaction;
        if (current != null) {
            endTransaction(current, reason, now);
            changeStatus(ConnectorStatus.FINISHING, now);
        }
        if (step != Step.IDLE) {
            scheduleUnplug(now);
        }
    }

    /**
     * Sets the connector operative or inoperative. During a session the change takes effect at the end of the session.
     */
    public void setOperative(boolean wanted, long now) {
        operative = wanted;
        if (step == Step.IDLE) {
            changeStatus(idleStatus(), now);
        }
    }

    public boolean isInSession() {
        return step != Step.IDLE;
    }

    public boolean isOperative() {
        return operative;
    }

    /** Returns whether the connector is free, or already reserved with this id. */
    public boolean canReserve(long id) {
        return step == Step.IDLE && operative && (reservation == null || reservation.id() == id);
    }

    /** Reserves the connector for a token until the given time. */
    public void reserve(long id, IdToken idToken, long until, long now) {
        if (canReserve(id)) {
            reservation = new Reservation(id, idToken);
            timers.set(Timer.RESERVATION_END, until);
            changeStatus(ConnectorStatus.RESERVED, now);
        }
    }

    public boolean isReserved(long id) {
        return reservation != null && reservation.id() == id;
    }

    /** Removes a cancelled or expired reservation. */
    public void endReservation(long now) {
        reservation = null;
        timers.clear(Timer.RESERVATION_END);
        if (step == Step.IDLE) {
            changeStatus(idleStatus(), now);
        }
    }

    /** Ends the transaction and resets the connector for a reboot. */
    void reboot(StopReason reason, long now) {
        Transaction current = transaction;
        if (current != null) {
            endTransaction(current, reason, now);
        }
        step = Step.IDLE;
        driver = null;
        lastReportedStatus = null;
        status = idleStatus();
        scheduleNextDriver(now, random.nextDouble());
    }

    /** Sends the current status, even if the server knows it. */
    public void reportStatus(long now) {
        ConnectorStatus reportedStatus = status;
        calls.submit(
                context.dialect().connectorStatus(reportedStatus, now, (outcome, at) -> {
                    if (outcome instanceof CallOutcome.Result) {
                        lastReportedStatus = reportedStatus;
                    }
                }),
                now);
    }

    void reportStatusIfChanged(long now) {
        if (lastReportedStatus == null || differs(lastReportedStatus, status)) {
            reportStatus(now);
        }
    }

    private void plugIn(long now) {
        if (!operative || reservation != null || !canQueueMore()) {
            scheduleNextDriver(now, random.nextDouble());
            return;
        }
        step = Step.PLUGGED;
        changeStatus(ConnectorStatus.PREPARING, now);
        timers.set(Timer.SESSION_STEP, now + randomDelay(2));
    }

    private void authorize(long now) {
        Driver arrived =
                driver == null ? Driver.local(new IdToken("TAG-" + (1 + random.nextInt(TOKEN_COUNT)))) : driver;
        driver = arrived;
        if (!calls.isReady() || (arrived.remote() && !configuration.authorizingRemoteStarts())) {
            start(arrived, now);
            return;
        }
        step = Step.AUTHORIZING;
        calls.submit(
                context.dialect().authorize(arrived.idToken(), (outcome, at) -> {
                    if (step == Step.AUTHORIZING) {
                        onAuthorizeOutcome(arrived, outcome, at);
                    }
                }),
                now);
    }

    private void onAuthorizeOutcome(Driver arrived, CallOutcome outcome, long now) {
        boolean accepted = switch (outcome) {
            case CallOutcome.Result result -> context.dialect().isAuthorized(result.payload());
            case CallOutcome.ConnectionLost lost -> true;
            case CallOutcome.Refused refused -> false;
            case CallOutcome.Unanswered unanswered -> false;
        };
        if (accepted) {
            start(arrived, now);
        } else {
            scheduleUnplug(now);
        }
    }

    private void start(Driver arrived, long now) {
        String id = context.dialect().newTransactionId(random);
        Transaction started = new Transaction(id, arrived, now, meter, random.nextInt(MIN_WATTS, MAX_WATTS));
        transaction = started;
        step = Step.CHARGING;
        context.counters().add(FleetCount.SESSIONS);
        context.counters().add(FleetCount.CHARGING);
        EventTime eventTime = eventTimeAt(now);
        calls.submitTransactional(
                context.dialect()
                        .transactionStarted(started, eventTime, (outcome, at) -> onStartOutcome(started, outcome, at)),
                now);
        if (canQueueMore()) {
            context.dialect()
                    .chargingStarted(started, eventTime)
                    .ifPresent(message -> calls.submitTransactional(message, now));
        }
        changeStatus(ConnectorStatus.CHARGING, now);
        timers.set(
                Timer.SESSION_STEP, now + scale(context.behaviour().charging().duration(), sessionFactor()));
        scheduleMeter(now);
    }

    /** Returns the length of the session that starts now as a fraction of the mean duration. */
    private double sessionFactor() {
        double factor = firstSessionInProgress ? random.nextDouble() : random.nextDouble() + 0.5;
        firstSessionInProgress = false;
        return factor;
    }

    private void onStartOutcome(Transaction started, CallOutcome outcome, long now) {
        if (outcome instanceof CallOutcome.Result result) {
            boolean allowed = context.dialect().applyStartResponse(result.payload(), started);
            if (!allowed && started == transaction) {
                stop(StopReason.DE_AUTHORIZED, now);
            }
        }
    }

    private void endTransaction(Transaction ended, StopReason reason, long now) {
        transaction = null;
        meter = ended.meterAt(now);
        timers.clear(Timer.METER_VALUES);
        context.counters().add(FleetCount.SESSIONS_ENDED);
        context.counters().subtract(FleetCount.CHARGING);
        calls.submitTransactional(context.dialect().transactionEnded(ended, eventTimeAt(now), reason), now);
    }

    private void scheduleUnplug(long now) {
        step = Step.FINISHING;
        timers.set(Timer.SESSION_STEP, now + randomDelay(3));
    }

    private void unplug(long now) {
        step = Step.IDLE;
        driver = null;
        changeStatus(idleStatus(), now);
        scheduleNextDriver(now, random.nextDouble() + 0.5);
    }

    private ConnectorStatus idleStatus() {
        if (!operative) {
            return ConnectorStatus.UNAVAILABLE;
        }
        return reservation == null ? ConnectorStatus.AVAILABLE : ConnectorStatus.RESERVED;
    }

    private void changeStatus(ConnectorStatus changed, long now) {
        boolean changedForServer = differs(status, changed);
        status = changed;
        if (changedForServer && calls.isReady()) {
            reportStatus(now);
        }
    }

    private boolean differs(ConnectorStatus known, ConnectorStatus actual) {
        return !context.dialect().statusName(known).equals(context.dialect().statusName(actual));
    }

    private EventTime eventTimeAt(long now) {
        return new EventTime(now, !calls.isReady());
    }

    /** Schedules the next arrival. The mean time between sessions follows from the charging share. */
    private void scheduleNextDriver(long now, double factor) {
        BehaviourSettings.Charging charging = context.behaviour().charging();
        if (charging.share() == 0) {
            timers.clear(Timer.SESSION_STEP);
        } else {
            double ratio = (1 - charging.share()) / charging.share();
            timers.set(Timer.SESSION_STEP, now + randomDelay(1) + scale(charging.duration(), ratio * factor));
        }
    }

    private void scheduleMeter(long now) {
        if (configuration.meterInterval().isPositive()) {
            timers.set(Timer.METER_VALUES, now + configuration.meterInterval().toNanos());
        }
    }

    /**
     * Returns the random duration of a driver's step, in nanoseconds. It is at most about a quarter of the mean
     * session.
     */
    private long randomDelay(int seconds) {
        long usual = Duration.ofSeconds(seconds).toNanos();
        long hurried = context.behaviour().charging().duration().dividedBy(4).toNanos();
        return (long) (Math.min(usual, hurried) * (random.nextDouble() + 0.5));
    }

    private static long scale(Duration duration, double factor) {
        return (long) (duration.toNanos() * factor);
    }
}
