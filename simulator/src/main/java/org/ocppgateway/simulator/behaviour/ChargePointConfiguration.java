package org.ocppgateway.simulator.behaviour;

import java.time.Duration;

/** What a backend can configure on one charge point, whatever its version calls it. */
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

    /** Zero for no heartbeats. */
    public Duration heartbeatInterval() {
        return heartbeatInterval;
    }

    public void heartbeatInterval(Duration interval) {
        heartbeatInterval = interval;
    }

    /** Between two meter values of a transaction, zero for none. */
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

    /** Whether a remotely started session is authorised like a local one. */
    public boolean authorizingRemoteStarts() {
        return authorizingRemoteStarts;
    }

    public void authorizingRemoteStarts(boolean authorizing) {
        authorizingRemoteStarts = authorizing;
    }

    /** 0 as long as no local authorisation list was sent. */
    public long localListVersion() {
        return localListVersion;
    }

    public void localListVersion(long version) {
        localListVersion = version;
    }
}
