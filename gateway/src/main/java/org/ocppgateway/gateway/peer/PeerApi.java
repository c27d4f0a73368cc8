package org.ocppgateway.gateway.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.gateway.takeover.NewConnection;
import org.ocppgateway.gateway.takeover.TakeoverDecision;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.log.EventLog;

/**
 * Serves requests of other pods that present this pod's secret. Each request runs on its own virtual thread, so a slow one does not
 * delay the health pages.
 */
public final class PeerApi extends Handler.Abstract {
    private static final EventLog LOG = EventLog.of(PeerApi.class);

    private final byte[] authorization;
    private final PolledDecisions decisions;
    private final PeerActions actions;

    /**
     * @param secret the secret published in this pod's lease
     * @param actions carried out for other pods
     */
    public PeerApi(String secret, PolledDecisions decisions, PeerActions actions) {
        this.authorization = ("Bearer " + secret).getBytes(UTF_8);
        this.decisions = decisions;
        this.actions = actions;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String presented = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (presented == null || !MessageDigest.isEqual(presented.getBytes(UTF_8), authorization)) {
            return answer(HttpStatus.UNAUTHORIZED_401, "for other pods only", response, callback);
        }
        if (!HttpMethod.POST.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "POST");
            return answer(HttpStatus.METHOD_NOT_ALLOWED_405, "only POST", response, callback);
        }
        Thread.ofVirtual().name("peer-request").start(() -> process(request, response, callback));
        return true;
    }

    private void process(Request request, Response response, Callback callback) {
        try {
            Fields parameters = Request.extractQueryParameters(request, UTF_8);
            if (Request.getPathInContext(request).equals(PeerProtocol.QUERY)) {
                answer(HttpStatus.OK_200, query(parameters), response, callback);
                return;
            }
            ChargePointId chargePointId = new ChargePointId(value(parameters, PeerProtocol.CHARGE_POINT));
            switch (Request.getPathInContext(request)) {
                case PeerProtocol.DECIDE -> {
                    String remoteAddress = value(parameters, PeerProtocol.REMOTE_ADDRESS);
                    decide(parameters, new NewConnection(chargePointId, remoteAddress), response, callback);
                }
                case PeerProtocol.ROTATE ->
                    answer(HttpStatus.OK_200, actions.rotate(chargePointId), response, callback);
                case PeerProtocol.RECHECK -> {
                    actions.recheck(chargePointId);
                    answer(HttpStatus.OK_200, "", response, callback);
                }
                default -> answer(HttpStatus.NOT_FOUND_404, "no such page", response, callback);
            }
        } catch (IllegalArgumentException e) {
            answer(HttpStatus.BAD_REQUEST_400, String.valueOf(e.getMessage()), response, callback);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer(HttpStatus.SERVICE_UNAVAILABLE_503, "stopping", response, callback);
        } catch (RuntimeException e) {
            LOG.log(GatewayLogEvent.PEER_SERVICE_FAILED, e);
            answer(HttpStatus.INTERNAL_SERVER_ERROR_500, "failed", response, callback);
        }
    }

    private String query(Fields parameters) throws InterruptedException {
        Map<String, String> values = new HashMap<>();
        for (Fields.Field field : parameters) {
            values.put(field.getName(), field.getValue());
        }
        return actions.query(value(parameters, PeerProtocol.QUERY_NAME), values).toString();
    }

    private void decide(Fields parameters, NewConnection connection, Response response, Callback callback)
            throws InterruptedException {
        String id = parameters.getValue(PeerProtocol.DECISION_ID);
        TakeoverDecision decision = id == null ? decisions.decide(connection) : decisions.poll(id, connection);
        if (decision == null) {
            answer(HttpStatus.ACCEPTED_202, "undecided", response, callback);
        } else {
            answer(HttpStatus.OK_200, decision.name().toLowerCase(Locale.ROOT), response, callback);
        }
    }

    private static String value(Fields parameters, String name) {
        String value = parameters.getValue(name);
        if (value == null) {
            throw new IllegalArgumentException("the parameter " + name + " is missing");
        }
        return value;
    }

    private static boolean answer(int status, String text, Response response, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        Content.Sink.write(response, true, text, callback);
        return true;
    }
}
