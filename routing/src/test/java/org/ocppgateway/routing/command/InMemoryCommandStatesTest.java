package org.ocppgateway.routing.command;

/** The in-memory states fulfil the contract. */
class InMemoryCommandStatesTest extends CommandStatesContract {
    private final InMemoryCommandStates states = new InMemoryCommandStates();

    @Override
    protected CommandStates ours() {
        return states.asSeenBy("ours");
    }

    @Override
    protected CommandStates theirs() {
        return states.asSeenBy("theirs");
    }
}
