package org.ocppgateway.gateway.tls;

/** Treatment of a client certificate whose revocation status is unknown: its revocation list is missing or past its next update. */
public enum StaleRevocation {
    /** It is accepted and counted, unless the old list names it. A list that was not renewed in time locks no charge point out. */
    ACCEPT,
    /** It is refused. */
    REFUSE
}
