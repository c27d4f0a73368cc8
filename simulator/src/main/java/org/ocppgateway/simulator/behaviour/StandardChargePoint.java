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
 * A well-behaved charge point of any version: connects, registers, reports, charges, obeys, and comes back when its
 * connection is lost. It boots when it is switched on, not when it reconnects.
 */
public final class StandardChargePoint implements ChargePoint {
    /** Where the server leaves it to the charge point, or did not answer. */
    private static final Duration USUAL_BOOT_RETRY = Duration.ofSeconds(30);

    private static final Duration CHORE_STEP = Duration.ofSeconds(2);

    private final ChargePointId id;
    private final FleetContext kind;
    private final ChargePointTransport line;
    private final SplittableRandom random;
    private final TimerSchedule agenda = new TimerSchedule();
    private final ChargePointConfiguration settings;
    private final CallQueue lane;
    private final Connector connector;

    private Registration registration = Registration.UNKNOWN;
    private boolean open;
    private boolean linked;
    private boolean wasOpenBefore;
    private long lostAt;
    private boolean doorsOpen;
    private boolean rebooting;
    private boolean rebootsWhenIdle;
    private BootReason bootReason = BootReason.POWER_UP;
    private boolean retiring;
    private boolean ended;
    private int failures;

    /** Reports that follow one another in time, for example of a firmware update. */
    private @Nullable Queue<OutgoingCall> chores;

    /** Received and not obeyed yet; forgotten with its connection. */
    private Frame.@Nullable Call command;

    public StandardChargePoint(ChargePointId id, FleetContext kind, ChargePointTransport line, SplittableRandom random) {
        this.id = id;
        this.kind = kind;
        this.line = line;
        this.random = random;
        settings = new ChargePointConfiguration(kind.profile());
        lane = new CallQueue(kind, settings, agenda, this::send);
        connector = new Connector(kind, settings, lane, agenda, random);
    }

    @Override
    public void start(long now) {
        linked = true;
        kind.tally().add(FleetCount.CONNECTION_ATTEMPTS);
        line.connect();
    }

    @Override
    public void opened(long now) {
        open = true;
        kind.tally().add(FleetCount.CONNECTED);
        kind.tally().add(FleetCount.CONNECTIONS);
        if (wasOpenBefore) {
            kind.tally().add(FleetCount.RECONNECTIONS);
            kind.tally().reconnected(now - lostAt);
        }
        wasOpenBefore = true;
        lane.opened(now);
        if (registration == Registration.ACCEPTED) {
            connector.reportStatusIfChanged(now);
        } else if (!agenda.isSet(Timer.BOOT)) {
            boot(bootReason, now);
        }
    }

    @Override
    public void received(String text, long now) {
        failures = 0;
        kind.tally().add(FleetCount.FRAMES_RECEIVED);
        switch (FrameReader.read(kind.dialect().rules().version(), text)) {
            case Inbound.Received received -> received(received.frame(), now);
            case Inbound.Malformed malformed -> {
                kind.tally().add(FleetCount.MALFORMED_FRAMES);
                send(malformed.answer());
            }
            case Inbound.Dropped dropped -> kind.tally().add(FleetCount.MALFORMED_FRAMES);
            case Inbound.BrokenAnswer broken -> {
                kind.tally().add(FleetCount.MALFORMED_FRAMES);
                lane.broken(broken.id(), now);
            }
        }
        leaveIfRetired();
    }

    @Override
    public void closed(CloseReason closing, long now) {
        linked = false;
        kind.tally().connectionEnded(closing.label());
        if (!(closing instanceof CloseReason.ByChargePoint)) {
            kind.tally().add(open ? FleetCount.UNEXPECTED_CLOSES : FleetCount.FAILED_ATTEMPTS);
        }
        if (open) {
            open = false;
            lostAt = now;
            kind.tally().subtract(FleetCount.CONNECTED);
        }
        lane.closed(now);
        command = null;
        agenda.clear(Timer.COMMAND);
        if (retiring) {
            ended = true;
        } else if (rebooting) {
            agenda.set(Timer.POWER_ON, now + kind.profile().rebootTime().toNanos());
        } else {
            Duration asked = closing instanceof CloseReason.Refused refused ? refused.retryAfter() : null;
            agenda.set(Timer.RECONNECT, now + kind.profile().backoff().delay(failures, asked, random));
            failures++;
        }
    }

    @Override
    public void wake(long now) {
        for (Timer alarm = agenda.takeDue(now); alarm != null; alarm = agenda.takeDue(now)) {
            switch (alarm) {
                case CALL_TIMEOUT -> lane.timedOut(now);
                case COMMAND -> obeyDue(now);
                case POWER_ON -> powerOn(now);
                case RECONNECT -> start(now);
                case BOOT -> bootDue(now);
                case RETRY -> lane.sendNext(now);
                case SESSION -> connector.sessionDue(now);
                case METER -> connector.meterDue(now);
                case RESERVATION_END -> connector.endReservation(now);
                case CHORE -> choreDue(now);
                case HEARTBEAT -> heartbeatDue(now);
            }
        }
        if (rebootsWhenIdle && !connector.isInSession()) {
            reboot(StopReason.SOFT_RESET, now);
        }
        leaveIfRetired();
    }

    @Override
    public long wakeAt() {
        return ended ? TimerSchedule.NEVER : agenda.next();
    }

    @Override
    public void retire(long now) {
        retiring = true;
        lane.retire();
        if (linked) {
            leaveIfRetired();
        } else {
            ended = true;
        }
    }

    @Override
    public boolean ended() {
        return ended;
    }

    public ChargePointConfiguration settings() {
        return settings;
    }

    public Connector connector() {
        return connector;
    }

    /** Whether it may do more than to be configured: a server that left it pending must not start sessions. */
    public boolean isRegistered() {
        return registration == Registration.ACCEPTED;
    }

    /** Whether it was told to go away and ask again later. */
    public boolean isRejected() {
        return registration == Registration.REJECTED;
    }

    /** Whether transaction messages wait to be sent or answered. */
    public boolean keepsMessages() {
        return lane.keepsMessages();
    }

    /** Sends a message outside of the usual course of things. */
    public void submit(OutgoingCall message, long now) {
        lane.submit(message, now);
    }

    /** Sends a message that must arrive. */
    public void keep(OutgoingCall message, long now) {
        lane.keep(message, now);
    }

    /** Sends these one after the other, with some time between them. */
    public void perform(Collection<OutgoingCall> reports, long now) {
        chores = new ArrayDeque<>(reports);
        agenda.set(Timer.CHORE, now + CHORE_STEP.toNanos());
    }

    public void boot(BootReason reason, long now) {
        lane.submit(kind.dialect().boot(id, reason, this::bootAnswered), now);
    }

    public void heartbeat(long now) {
        lane.submit(kind.dialect().heartbeat(), now);
    }

    /** Reports the charge point as a whole, where it has a status of its own. */
    public void reportOwnStatus(long now) {
        ConnectorStatus status = connector.isOperative() ? ConnectorStatus.AVAILABLE : ConnectorStatus.UNAVAILABLE;
        kind.dialect().ownStatus(status, now).ifPresent(message -> lane.submit(message, now));
    }

    /** Ends what is going on, disconnects, and comes back as if just switched on; kept messages stay kept. */
    public void reboot(StopReason reason, long now) {
        rebooting = true;
        rebootsWhenIdle = false;
        bootReason = BootReason.REMOTE_RESET;
        connector.reboot(reason, now);
        register(Registration.UNKNOWN, now);
        agenda.clear(Timer.BOOT);
        agenda.clear(Timer.HEARTBEAT);
        line.close(1000, "reboot");
    }

    /** Reboots as soon as nobody is here. */
    public void rebootWhenIdle() {
        rebootsWhenIdle = true;
    }

    private void powerOn(long now) {
        rebooting = false;
        failures = 0;
        start(now);
    }

    private void received(Frame frame, long now) {
        switch (frame) {
            case Frame.CallResult result -> lane.answered(result, now);
            case Frame.CallError error -> lane.refused(error, now);
            case Frame.Call call -> commanded(call, now);
            case Frame.CallResultError error -> kind.tally().add(FleetCount.COMPLAINTS);
            case Frame.Send send -> kind.tally().add(FleetCount.MALFORMED_FRAMES);
        }
    }

    private void commanded(Frame.Call call, long now) {
        Duration longest = kind.profile().longestAnswerTime();
        if (longest.isZero()) {
            obey(call, now);
        } else {
            command = call;
            agenda.set(Timer.COMMAND, now + random.nextLong(longest.toNanos()));
        }
    }

    private void obeyDue(long now) {
        Frame.Call due = command;
        command = null;
        if (due != null) {
            obey(due, now);
        }
    }

    private void obey(Frame.Call call, long now) {
        switch (kind.dialect().answer(call, this, now)) {
            case CommandResponse.Result result -> {
                kind.tally().add(FleetCount.COMMANDS);
                send(FrameWriter.callResult(call.id(), result.payload()));
                result.afterwards().run();
            }
            case CommandResponse.Refusal refusal -> {
                kind.tally().add(FleetCount.COMMANDS);
                send(FrameWriter.callError(
                        kind.dialect().rules().version(), call.id(), refusal.code(), refusal.description()));
            }
            case CommandResponse.Silence silence -> kind.tally().add(FleetCount.COMMANDS_NOT_ANSWERED);
        }
    }

    private void bootAnswered(CallOutcome answer, long now) {
        switch (answer) {
            case CallOutcome.Result result -> registered(kind.dialect().readBoot(result.payload()), now);
            case CallOutcome.Refused refused -> bootAgain(USUAL_BOOT_RETRY, now);
            case CallOutcome.Unanswered unanswered -> bootAgain(USUAL_BOOT_RETRY, now);
            case CallOutcome.Lost lost -> {
                // It boots when it is connected again.
            }
        }
    }

    private void registered(BootResponse answer, long now) {
        register(answer.registration(), now);
        if (answer.registration() != Registration.ACCEPTED) {
            bootAgain(answer.interval().isPositive() ? answer.interval() : USUAL_BOOT_RETRY, now);
            return;
        }
        agenda.clear(Timer.BOOT);
        if (answer.interval().isPositive()) {
            settings.heartbeatInterval(answer.interval());
        }
        // The first one at any time within the interval, so that a fleet's heartbeats are spread over it.
        agenda.set(Timer.HEARTBEAT, now + (long) (settings.heartbeatInterval().toNanos() * random.nextDouble()));
        reportOwnStatus(now);
        connector.reportStatus(now);
        if (!doorsOpen) {
            doorsOpen = true;
            connector.open(now);
        }
    }

    private void register(Registration changed, long now) {
        boolean before = registration == Registration.ACCEPTED;
        boolean after = changed == Registration.ACCEPTED;
        registration = changed;
        if (after && !before) {
            kind.tally().add(FleetCount.REGISTERED);
        } else if (before && !after) {
            kind.tally().subtract(FleetCount.REGISTERED);
        }
        lane.allowTransactions(after, now);
    }

    private void bootAgain(Duration wait, long now) {
        if (registration != Registration.ACCEPTED) {
            agenda.set(Timer.BOOT, now + wait.toNanos());
        }
    }

    private void bootDue(long now) {
        if (open) {
            boot(bootReason, now);
        }
    }

    private void heartbeatDue(long now) {
        if (open && isRegistered()) {
            lane.submit(kind.dialect().heartbeat(), agenda.due(), now);
        }
        if (settings.heartbeatInterval().isPositive()) {
            agenda.set(Timer.HEARTBEAT, now + settings.heartbeatInterval().toNanos());
        }
    }

    private void choreDue(long now) {
        OutgoingCall next = chores == null ? null : chores.poll();
        if (next == null) {
            chores = null;
        } else {
            lane.submit(next, now);
            agenda.set(Timer.CHORE, now + CHORE_STEP.toNanos());
        }
    }

    private void leaveIfRetired() {
        if (retiring && linked && lane.isIdle()) {
            line.close(1000, "");
        }
    }

    private void send(String text) {
        kind.tally().add(FleetCount.FRAMES_SENT);
        line.send(text);
    }
}
