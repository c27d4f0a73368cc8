package org.ocppgateway.routing.route;

/** Routes and leases cannot be read now. */
public final class RoutesUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    public RoutesUnavailableException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
