package org.ocppgateway.gateway.peer;

/** Paths and query parameters of HTTP requests between pods. Pods of different releases use them at the same time. */
final class PeerProtocol {
    /**
     * Path of a takeover decision: {@code POST} with the parameters below. The answer is 200 with a takeover decision in lower case, or 202
     * if there is no decision yet; the caller then repeats the request.
     */
    static final String DECIDE = "/pods/v1/takeover";

    /** Path of a route check: {@code POST}. The pod checks whether its session is still the current one. The answer has no content. */
    static final String RECHECK = "/pods/v1/recheck";

    /**
     * Path of a key rotation: {@code POST}. The pod sets a new key on the charge point. The answer is the outcome in lower case, a blank and
     * a readable message.
     */
    static final String ROTATE = "/pods/v1/rotate";

    /** Path of a query of the API: {@code POST}, its name and parameters in the query part. The answer is a JSON object. */
    static final String QUERY = "/pods/v1/query";

    /** Name of a query. */
    static final String QUERY_NAME = "query";

    static final String CHARGE_POINT = "chargePoint";

    /** Remote address of the new connection. */
    static final String REMOTE_ADDRESS = "newcomer";

    /** Id of the decision, equal in repeated requests. Without it the request blocks until there is a decision. */
    static final String DECISION_ID = "question";

    private PeerProtocol() {}
}
