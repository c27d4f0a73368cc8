package org.ocppgateway.routing.command;

import java.time.Instant;
import java.util.Optional;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.routing.PodContext;
import org.ocppgateway.routing.command.CommandStates.Claim;
import org.ocppgateway.routing.command.ReceivedCommand.Ending;

/**
 * Claims commands for this pod and ends claimed commands, both by compare-and-set in {@link CommandStates}. Every
 * component except the sweeper uses it. Thread-safe.
 */
final class Claims {
    private final PodContext pod;
    private final CommandStates states;
    private final LostStateRecovery recovery;
    private final PauseMonitor pauseMonitor;

    Claims(PodContext pod, CommandPorts ports, PauseMonitor pauseMonitor) {
        this.pod = pod;
        this.states = ports.states();
        this.recovery = new LostStateRecovery(ports);
        this.pauseMonitor = pauseMonitor;
    }

    /**
     * Claims a command that has just arrived. For a thread that must not wait for Kafka.
     *
     * @throws StatesUnavailableException if Redis does not answer, or published results must be read; the caller then
     *     uses {@link #claim}
     */
    Claim claimNew(ReceivedCommand received) throws StatesUnavailableException, InterruptedException {
        Claim claim = tryClaim(received);
        if (isCreated(claim) && !isCertainlyNew(received) && isStateLost(received)) {
            throw new StatesUnavailableException("Redis has lost states; the published results must be read");
        }
        return claim;
    }

    /**
     * Claims a command, also one that this pod has claimed before. If Redis has no state of it and has lost data since
     * the record was written, the published results decide. Without a result, a command that another pod may have had
     * counts as perhaps sent.
     *
     * @throws StatesUnavailableException if Redis or Kafka does not answer; the caller retries
     */
    Claim claim(ReceivedCommand received) throws StatesUnavailableException, InterruptedException {
        Claim claim = tryClaim(received);
        if (!isCreated(claim) || !isStateLost(received)) {
            return claim;
        }
        Command command = received.command();
        Optional<String> published = recovery.published(command, received.record());
        if (published.isPresent()) {
            Optional<String> stands = states.end(command.commandId(), states.ownership(null), published.get());
            return stands.isPresent() ? new Claim.Ended(stands.get()) : new Claim.Running();
        }
        boolean perhapsSent = !received.isFirstRecord() || states.wasCutOffAfter(sinceWritten(received));
        return new Claim.Claimed(perhapsSent ? received.firstWritten() : null, true);
    }

    private Claim tryClaim(ReceivedCommand received) throws StatesUnavailableException, InterruptedException {
        Command command = received.command();
        return states.claim(command.commandId(), command.chargePointId(), received.receivedAt());
    }

    private static boolean isCreated(Claim claim) {
        return claim instanceof Claim.Claimed claimed && claimed.created();
    }

    /** Needs no call, so that most commands are claimed with a single one. */
    private boolean isCertainlyNew(ReceivedCommand received) {
        return received.isFirstRecord() && pauseMonitor.hadNoGapSinceWallTime(sinceWritten(received));
    }

    private static Instant sinceWritten(ReceivedCommand received) {
        return received.record().producedAt().minus(CommandRecord.CLOCKS_DIFFER);
    }

    private boolean isStateLost(ReceivedCommand received) throws StatesUnavailableException, InterruptedException {
        return recovery.isStateLost(received.command(), received.record());
    }

    /**
     * Ends a command if this pod still owns it.
     *
     * @return the stored result; empty if another pod owns the command or its state is lost: the caller then uses
     *     {@link #reclaimAndEnd}
     * @throws StatesUnavailableException if Redis does not answer; the caller retries
     */
    Optional<String> end(ReceivedCommand received, Ending ending, Instant completedAt)
            throws StatesUnavailableException, InterruptedException {
        return states.end(
                received.command().commandId(),
                states.ownership(ending.sendRequestedAt()),
                received.result(pod.pod(), ending, completedAt));
    }

    /**
     * Claims a command and, if that succeeds, ends it.
     *
     * @return the stored result; empty if another pod owns the command and ends it
     * @throws StatesUnavailableException if Redis or Kafka does not answer; the caller retries
     */
    Optional<String> reclaimAndEnd(ReceivedCommand received, Ending ending, Instant completedAt)
            throws StatesUnavailableException, InterruptedException {
        return switch (claim(received)) {
            case Claim.Claimed claimed -> end(received.sentBefore(claimed.sentBefore()), ending, completedAt);
            case Claim.Running running -> Optional.empty();
            case Claim.Ended ended -> Optional.of(ended.result());
        };
    }

    /**
     * Stores a result again that was stored before.
     *
     * @return the stored result; empty if another pod owns the command and ends it
     * @throws StatesUnavailableException if Redis or Kafka does not answer; the caller retries
     */
    Optional<String> restore(ReceivedCommand received, String result)
            throws StatesUnavailableException, InterruptedException {
        return switch (claim(received)) {
            case Claim.Claimed claimed -> states.end(received.command().commandId(), states.ownership(null), result);
            case Claim.Running running -> Optional.empty();
            case Claim.Ended ended -> Optional.of(ended.result());
        };
    }
}
