package org.ocppgateway.protocol.model;

/** Parsed record of {@code commands-down}. */
public sealed interface CommandsDownRecord {

    /** Command. Its data are read when the OCPP version of the charge point is known. */
    record ForChargePoint(Command command) implements CommandsDownRecord {}

    /**
     * Decision for which a charge point waits.
     *
     * @param payload fields of the reply, a JSON object as text, not validated yet
     */
    record Decision(String requestId, String payload) implements CommandsDownRecord {}

    /**
     * Command that breaks the contract but contains its ids. Its result is {@code invalid}.
     *
     * @param command readable part of the command, without data; a missing type is empty
     */
    record Invalid(Command command, String reason) implements CommandsDownRecord {}

    /** Note that pods of the previous release write. Ignored; removed in the next release. */
    record Sending() implements CommandsDownRecord {}

    /** Record without usable ids, so no result can be published. It goes to the dead letters. */
    record Undecodable(String reason) implements CommandsDownRecord {}
}
