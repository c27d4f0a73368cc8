package org.ocppgateway.simulator.behaviour;

import java.time.Duration;

/** Configuration of one charge point that a backend can change, independent of the OCPP version. */
public final class ChargePointConfiguration {
    private static final Duration USUAL_HEARTBEAT = Duration.ofMinutes(5);

    private Duration heartbeatInterval = USUAL_HEARTBEAT;
    private Duration meterInterval;
    private int transactionAttempts;
    private Duration transactionRetryInterval;
    private boolean authorizingRemoteStarts;
    private long localListVersion;

    ChargePointConfiguration(BehaviourSettings behaviour) {
        meterInterval = behaviour.charging().meterInterval();
        transactionAttempts = behaviour.calls().transactionAttempts();
        transactionRetryInterval = behaviour.calls().transactionRetryInterval();
    }

    /** Zero disables heartbeats. */
    public Duration heartbeatInterval() {
        return heartbeatInterval;
    }

    public void heartbeatInterval(Duration interval) {
        heartbeatInterval = interval;
    }

    /** Interval between two meter values of a transaction. Zero disables meter values. */
    public Duration meterInterval() {
        return meterInterval;
    }

    public void meterInterval(Duration interval) {
        meterInterval = interval;
    }

    public int transactionAttempts() {
        return transactionAttempts;
    }

    public void transactionAttempts(int attempts) {
        transactionAttempts = attempts;
    }

    public Duration transactionRetryInterval() {
        return transactionRetryInterval;
    }

    public void transactionRetryInterval(Duration interval) {
        transactionRetryInterval = interval;
    }

    /** Whether a remotely started session requires an Authorize, like a local one. */
    public boolean authorizingRemoteStarts() {
        return authorizingRemoteStarts;
    }

    public void authorizingRemoteStarts(boolean authorizing) {
        authorizingRemoteStarts = authorizing;
    }

    /** Version of the local authorization list, 0 if there is no list. */
    public long localListVersion() {
        return localListVersion;
    }

    public void localListVersion(long version) {
        localListVersion = version;
    }
}
