package org.ocppgateway.simulator.behaviour;

import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.simulator.measure.FleetCount;

/**
 * The one connector of a charge point, and the drivers who come to it: plug in, identify, charge, unplug. Drivers come
 * whether the charge point is connected or not; offline it takes every token as known.
 */
public final class Connector {
    public static final int NUMBER = 1;

    private static final int TOKENS = 10_000;
    private static final int MIN_WATTS = 3_600;
    private static final int MAX_WATTS = 22_000;
    private static final Duration LONGEST_FIRST_IDLE = Duration.ofSeconds(30);

    private enum Step {
        IDLE,
        PLUGGED,
        AUTHORIZING,
        CHARGING,
        FINISHING
    }

    private final FleetContext kind;
    private final ChargePointConfiguration settings;
    private final CallQueue lane;
    private final TimerSchedule agenda;
    private final SplittableRandom random;

    private Step step = Step.IDLE;
    private ConnectorStatus status = ConnectorStatus.AVAILABLE;
    private @Nullable ConnectorStatus reported;
    private boolean operative = true;
    private @Nullable Reservation reservation;

    /** Who is here, as soon as it is known. */
    private @Nullable Driver driver;

    private @Nullable Transaction transaction;
    private long meter;

    /** Whether who comes next has been here for a while when the simulation begins. */
    private boolean midway;

    /** @param id what it is cancelled by */
    private record Reservation(long id, IdToken token) {}

    Connector(FleetContext kind, ChargePointConfiguration settings, CallQueue lane, TimerSchedule agenda, SplittableRandom random) {
        this.kind = kind;
        this.settings = settings;
        this.lane = lane;
        this.agenda = agenda;
        this.random = random;
    }

    /** From now on drivers come. As many are there from the start as there will be on average. */
    void open(long now) {
        BehaviourSettings.Charging charging = kind.profile().charging();
        if (charging.peak().isPositive()) {
            joinPeak(charging, now);
        } else if (random.nextDouble() < charging.share()) {
            midway = true;
            Duration longest = Duration.ofNanos(Math.min(charging.duration().toNanos(), LONGEST_FIRST_IDLE.toNanos()));
            agenda.set(Timer.SESSION, now + random.nextLong(longest.toNanos()));
        } else {
            waitForDriver(now, random.nextDouble());
        }
    }

    /** The sum of three dice is a fair bell. */
    private void joinPeak(BehaviourSettings.Charging charging, long now) {
        double dice = (random.nextDouble() + random.nextDouble() + random.nextDouble()) / 3;
        if (random.nextDouble() < charging.share()) {
            agenda.set(Timer.SESSION, now + around(charging.peak(), dice));
        } else {
            waitForDriver(now, random.nextDouble() + 0.5);
        }
    }

    public @Nullable Transaction transaction() {
        return transaction;
    }

    public MeterReading readingAt(long now) {
        return transaction == null ? new MeterReading(meter, 0) : transaction.readingAt(now);
    }

    void sessionDue(long now) {
        switch (step) {
            case IDLE -> plugIn(now);
            case PLUGGED -> identify(now);
            case AUTHORIZING -> {
                // The answer moves it on.
            }
            case CHARGING -> stop(StopReason.LOCAL, now);
            case FINISHING -> unplug(now);
        }
    }

    void meterDue(long now) {
        Transaction current = transaction;
        if (current == null) {
            return;
        }
        if (hasRoomForMore()) {
            lane.keep(kind.dialect().meterValues(current, moment(now)), agenda.due(), now);
        } else {
            kind.tally().add(FleetCount.METER_VALUES_DROPPED);
        }
        scheduleMeter(now);
    }

    /** Whether another message of the transaction can be kept: the last place is for its end. */
    private boolean hasRoomForMore() {
        return lane.hasRoomFor(2);
    }

    /** Whether a session with this token could begin now. */
    public boolean canStart(IdToken wanted) {
        boolean free = step == Step.IDLE || (step == Step.PLUGGED && driver == null);
        boolean allowed = reservation == null || reservation.token().equals(wanted);
        return free && allowed && operative && hasRoomForMore();
    }

    /**
     * Begins a session for this token; someone plugs in for it if need be.
     *
     * @param remoteStartId by which the server knows this start; null if it gave none
     */
    public void startRemotely(IdToken wanted, @Nullable Long remoteStartId, long now) {
        if (!canStart(wanted)) {
            return;
        }
        reservation = null;
        agenda.clear(Timer.RESERVATION_END);
        driver = Driver.remote(wanted, remoteStartId);
        step = Step.PLUGGED;
        become(ConnectorStatus.PREPARING, now);
        agenda.set(Timer.SESSION, now + aboutSeconds(1));
    }

    /** Ends the session, if there is one. */
    public void stop(StopReason reason, long now) {
        Transaction current = transaction;
        if (current != null) {
            endTransaction(current, reason, now);
            become(ConnectorStatus.FINISHING, now);
        }
        if (step != Step.IDLE) {
            leaveSoon(now);
        }
    }

    /** Changes between in and out of order; during a session it takes effect at its end. */
    public void operative(boolean wanted, long now) {
        operative = wanted;
        if (step == Step.IDLE) {
            become(restingStatus(), now);
        }
    }

    public boolean isInSession() {
        return step != Step.IDLE;
    }

    public boolean isOperative() {
        return operative;
    }

    /** Whether it is free to be reserved, or reserved under this id already. */
    public boolean canReserve(long id) {
        return step == Step.IDLE && operative && (reservation == null || reservation.id() == id);
    }

    /** Keeps the connector for a token until that time. */
    public void reserve(long id, IdToken wanted, long until, long now) {
        if (canReserve(id)) {
            reservation = new Reservation(id, wanted);
            agenda.set(Timer.RESERVATION_END, until);
            become(ConnectorStatus.RESERVED, now);
        }
    }

    public boolean isReserved(long id) {
        return reservation != null && reservation.id() == id;
    }

    /** Ends the reservation, cancelled or expired. */
    public void endReservation(long now) {
        reservation = null;
        agenda.clear(Timer.RESERVATION_END);
        if (step == Step.IDLE) {
            become(restingStatus(), now);
        }
    }

    /** The charge point goes down: a transaction ends, whoever is plugged in will have to start anew. */
    void reboot(StopReason reason, long now) {
        Transaction current = transaction;
        if (current != null) {
            endTransaction(current, reason, now);
        }
        step = Step.IDLE;
        driver = null;
        reported = null;
        status = restingStatus();
        waitForDriver(now, random.nextDouble());
    }

    /** Tells the server the status, whether it knows it or not. */
    public void reportStatus(long now) {
        ConnectorStatus told = status;
        lane.submit(
                kind.dialect().status(told, now, (answer, at) -> {
                    if (answer instanceof CallOutcome.Result) {
                        reported = told;
                    }
                }),
                now);
    }

    void reportStatusIfChanged(long now) {
        if (reported == null || isNews(reported, status)) {
            reportStatus(now);
        }
    }

    private void plugIn(long now) {
        if (!operative || reservation != null || !hasRoomForMore()) {
            waitForDriver(now, random.nextDouble());
            return;
        }
        step = Step.PLUGGED;
        become(ConnectorStatus.PREPARING, now);
        agenda.set(Timer.SESSION, now + aboutSeconds(2));
    }

    private void identify(long now) {
        Driver here = driver == null ? Driver.present(new IdToken("TAG-" + (1 + random.nextInt(TOKENS)))) : driver;
        driver = here;
        if (!lane.canTalk() || (here.remote() && !settings.authorizingRemoteStarts())) {
            start(here, now);
            return;
        }
        step = Step.AUTHORIZING;
        lane.submit(
                kind.dialect().authorize(here.idToken(), (answer, at) -> {
                    if (step == Step.AUTHORIZING) {
                        identified(here, answer, at);
                    }
                }),
                now);
    }

    private void identified(Driver here, CallOutcome answer, long now) {
        boolean accepted = switch (answer) {
            case CallOutcome.Result result -> kind.dialect().readAuthorization(result.payload());
            case CallOutcome.Lost lost -> true;
            case CallOutcome.Refused refused -> false;
            case CallOutcome.Unanswered unanswered -> false;
        };
        if (accepted) {
            start(here, now);
        } else {
            leaveSoon(now);
        }
    }

    private void start(Driver here, long now) {
        String id = kind.dialect().transactionId(random);
        Transaction started = new Transaction(id, here, now, meter, random.nextInt(MIN_WATTS, MAX_WATTS));
        transaction = started;
        step = Step.CHARGING;
        kind.tally().add(FleetCount.SESSIONS);
        kind.tally().add(FleetCount.CHARGING);
        EventTime moment = moment(now);
        lane.keep(
                kind.dialect().transactionStarted(started, moment, (answer, at) -> startAnswered(started, answer, at)),
                now);
        if (hasRoomForMore()) {
            kind.dialect().chargingBegan(started, moment).ifPresent(message -> lane.keep(message, now));
        }
        become(ConnectorStatus.CHARGING, now);
        agenda.set(Timer.SESSION, now + around(kind.profile().charging().duration(), sessionFactor()));
        scheduleMeter(now);
    }

    /** How much of the mean duration this session lasts from now on. */
    private double sessionFactor() {
        double factor = midway ? random.nextDouble() : random.nextDouble() + 0.5;
        midway = false;
        return factor;
    }

    private void startAnswered(Transaction started, CallOutcome answer, long now) {
        if (answer instanceof CallOutcome.Result result) {
            boolean allowed = kind.dialect().readTransactionStarted(result.payload(), started);
            if (!allowed && started == transaction) {
                stop(StopReason.DE_AUTHORIZED, now);
            }
        }
    }

    private void endTransaction(Transaction ended, StopReason reason, long now) {
        transaction = null;
        meter = ended.meterAt(now);
        agenda.clear(Timer.METER);
        kind.tally().add(FleetCount.SESSIONS_ENDED);
        kind.tally().subtract(FleetCount.CHARGING);
        lane.keep(kind.dialect().transactionEnded(ended, moment(now), reason), now);
    }

    private void leaveSoon(long now) {
        step = Step.FINISHING;
        agenda.set(Timer.SESSION, now + aboutSeconds(3));
    }

    private void unplug(long now) {
        step = Step.IDLE;
        driver = null;
        become(restingStatus(), now);
        waitForDriver(now, random.nextDouble() + 0.5);
    }

    private ConnectorStatus restingStatus() {
        if (!operative) {
            return ConnectorStatus.UNAVAILABLE;
        }
        return reservation == null ? ConnectorStatus.AVAILABLE : ConnectorStatus.RESERVED;
    }

    private void become(ConnectorStatus changed, long now) {
        boolean news = isNews(status, changed);
        status = changed;
        if (news && lane.canTalk()) {
            reportStatus(now);
        }
    }

    private boolean isNews(ConnectorStatus known, ConnectorStatus actual) {
        return !kind.dialect().word(known).equals(kind.dialect().word(actual));
    }

    private EventTime moment(long now) {
        return new EventTime(now, !lane.canTalk());
    }

    /** The mean time between sessions follows from their share of all time. */
    private void waitForDriver(long now, double factor) {
        BehaviourSettings.Charging charging = kind.profile().charging();
        if (charging.share() == 0) {
            agenda.clear(Timer.SESSION);
        } else {
            double ratio = (1 - charging.share()) / charging.share();
            agenda.set(Timer.SESSION, now + aboutSeconds(1) + around(charging.duration(), ratio * factor));
        }
    }

    private void scheduleMeter(long now) {
        if (settings.meterInterval().isPositive()) {
            agenda.set(Timer.METER, now + settings.meterInterval().toNanos());
        }
    }

    /** How long a driver takes for something; hurries where sessions are short. */
    private long aboutSeconds(int seconds) {
        long usual = Duration.ofSeconds(seconds).toNanos();
        long hurried = kind.profile().charging().duration().dividedBy(4).toNanos();
        return (long) (Math.min(usual, hurried) * (random.nextDouble() + 0.5));
    }

    private static long around(Duration duration, double factor) {
        return (long) (duration.toNanos() * factor);
    }
}
