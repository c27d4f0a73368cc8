package org.ocppgateway.protocol.model;

/** What a record on {@code commands-down} turned out to be. */
public sealed interface CommandsDownRecord {

    /** A command. Its data are read when the version of the charge point is known. */
    record ForChargePoint(Command command) implements CommandsDownRecord {}

    /**
     * A decision that a charge point is waiting for.
     *
     * @param payload the fields of the reply, a JSON object as text, not yet validated
     */
    record Decision(String requestId, String payload) implements CommandsDownRecord {}

    /**
     * A command that breaks the contract but says whose it is: it ends as {@code invalid}.
     *
     * @param command as far as it can be read, without data; a missing type is empty
     */
    record Invalid(Command command, String reason) implements CommandsDownRecord {}

    /** A note that pods of the previous release write for each other. To be passed over; it will be gone with the next release. */
    record Sending() implements CommandsDownRecord {}

    /** Nobody can be told: it goes to the dead letters. */
    record Undecodable(String reason) implements CommandsDownRecord {}
}
