package org.ocppgateway.routing.command;

import java.time.Instant;
import java.util.Optional;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.routing.PodContext;
import org.ocppgateway.routing.command.CommandStates.Claim;
import org.ocppgateway.routing.command.ReceivedCommand.Ending;

/**
 * How a command becomes this pod's, and how it ends here: the one claim and the one end of everything but the sweeper, which ends
 * what no living pod has. Used by any thread.
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
     * Claims a command that has just arrived, for a thread that must not wait for Kafka.
     *
     * @throws StatesUnavailableException if Redis does not answer, or Kafka has to be asked; then to be claimed with {@link #claim}
     */
    Claim claimNew(ReceivedCommand received) throws StatesUnavailableException, InterruptedException {
        Claim claim = take(received);
        if (isCreated(claim) && !isSurelyNew(received) && isTraceLost(received)) {
            throw new StatesUnavailableException("Redis has lost traces; the published results have to be read");
        }
        return claim;
    }

    /**
     * Claims a command, also one that this pod claimed before. If no trace of it was found, and Redis has lost something since it was
     * written, the published results decide. If there is none, and another pod may have had the command, it counts as perhaps sent.
     *
     * @throws StatesUnavailableException if Redis or Kafka does not answer; to be repeated
     */
    Claim claim(ReceivedCommand received) throws StatesUnavailableException, InterruptedException {
        Claim claim = take(received);
        if (!isCreated(claim) || !isTraceLost(received)) {
            return claim;
        }
        Command command = received.command();
        Optional<String> published = recovery.published(command, received.taken());
        if (published.isPresent()) {
            Optional<String> stands = states.end(command.commandId(), states.own(null), published.get());
            return stands.isPresent() ? new Claim.Ended(stands.get()) : new Claim.Running();
        }
        boolean perhapsSent = !received.isFirstRecord() || states.wasCutOffAfter(sinceWritten(received));
        return new Claim.Claimed(perhapsSent ? received.firstWritten() : null, true);
    }

    private Claim take(ReceivedCommand received) throws StatesUnavailableException, InterruptedException {
        Command command = received.command();
        return states.claim(command.commandId(), command.chargePointId(), received.receivedAt());
    }

    private static boolean isCreated(Claim claim) {
        return claim instanceof Claim.Claimed claimed && claimed.created();
    }

    /** Costs no call: so most commands are claimed in one. */
    private boolean isSurelyNew(ReceivedCommand received) {
        return received.isFirstRecord() && pauseMonitor.keptSinceTime(sinceWritten(received));
    }

    private static Instant sinceWritten(ReceivedCommand received) {
        return received.taken().producedAt().minus(CommandRecord.CLOCKS_DIFFER);
    }

    private boolean isTraceLost(ReceivedCommand received) throws StatesUnavailableException, InterruptedException {
        return recovery.isTraceLost(received.command(), received.taken());
    }

    /**
     * Ends a command on the condition that this pod still has it.
     *
     * @return the result that stands; empty if another pod has the command, or its trace is lost: then to be ended with {@link #endAgain}
     * @throws StatesUnavailableException if Redis does not answer; to be repeated
     */
    Optional<String> end(ReceivedCommand received, Ending ending, Instant completedAt)
            throws StatesUnavailableException, InterruptedException {
        return states.end(
                received.command().commandId(),
                states.own(ending.askedAt()),
                received.result(pod.pod(), ending, completedAt));
    }

    /**
     * Claims a command and ends it on the condition that this works.
     *
     * @return the result that stands; empty if another pod has the command and ends it
     * @throws StatesUnavailableException if Redis or Kafka does not answer; to be repeated
     */
    Optional<String> endAgain(ReceivedCommand received, Ending ending, Instant completedAt)
            throws StatesUnavailableException, InterruptedException {
        return switch (claim(received)) {
            case Claim.Claimed claimed -> end(received.sentBefore(claimed.sentBefore()), ending, completedAt);
            case Claim.Running running -> Optional.empty();
            case Claim.Ended ended -> Optional.of(ended.result());
        };
    }

    /**
     * Sees to it that a result is stored that was stored before.
     *
     * @return the result that stands; empty if another pod has the command and ends it
     * @throws StatesUnavailableException if Redis or Kafka does not answer; to be repeated
     */
    Optional<String> restore(ReceivedCommand received, String result)
            throws StatesUnavailableException, InterruptedException {
        return switch (claim(received)) {
            case Claim.Claimed claimed -> states.end(received.command().commandId(), states.own(null), result);
            case Claim.Running running -> Optional.empty();
            case Claim.Ended ended -> Optional.of(ended.result());
        };
    }
}
