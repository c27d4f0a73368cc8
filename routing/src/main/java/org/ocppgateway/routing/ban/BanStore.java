package org.ocppgateway.routing.ban;

import java.util.List;

/** Bans that all pods share. Called by virtual threads; every call is bounded in time. */
public interface BanStore {
    /** Maximum number of bans. */
    int MAX_BANS = 1000;

    /** All bans, ended ones included, in no particular order. A value that is no ban is skipped. */
    List<BanRecord> all() throws BanStoreException, InterruptedException;

    /**
     * Adds a ban.
     *
     * @return false if there are {@link #MAX_BANS} already
     */
    boolean add(BanRecord ban) throws BanStoreException, InterruptedException;

    /**
     * Removes a ban.
     *
     * @return whether it existed
     */
    boolean remove(String banId) throws BanStoreException, InterruptedException;
}
