package org.ocppgateway.routing.ban;

/** The store of bans is unavailable. */
public final class BanStoreException extends Exception {
    private static final long serialVersionUID = 1L;

    public BanStoreException(Exception cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
