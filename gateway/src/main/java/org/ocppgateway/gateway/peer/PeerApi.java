package org.ocppgateway.gateway.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Locale;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.ocppgateway.gateway.takeover.NewConnection;
import org.ocppgateway.gateway.takeover.TakeoverArbiter;
import org.ocppgateway.gateway.takeover.TakeoverDecision;
import org.ocppgateway.protocol.ChargePointId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What other pods ask of this one, for whoever knows its secret. Each request is worked on by a virtual thread of its own, so that
 * one that takes its time holds up no health page.
 */
public final class PeerApi extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(PeerApi.class);

    private final byte[] authorization;
    private final TakeoverArbiter incumbents;
    private final PolledDecisions questions;
    private final Consumer<ChargePointId> recheck;

    /**
     * @param secret as in this pod's lease
     * @param recheck looks whether this pod's session of a charge point is still the current one; must only hand over
     */
    public PeerApi(String secret, TakeoverArbiter incumbents, PolledDecisions questions, Consumer<ChargePointId> recheck) {
        this.authorization = ("Bearer " + secret).getBytes(UTF_8);
        this.incumbents = incumbents;
        this.questions = questions;
        this.recheck = recheck;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String said = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (said == null || !MessageDigest.isEqual(said.getBytes(UTF_8), authorization)) {
            return answer(HttpStatus.UNAUTHORIZED_401, "for other pods only", response, callback);
        }
        if (!HttpMethod.POST.is(request.getMethod())) {
            return answer(HttpStatus.METHOD_NOT_ALLOWED_405, "only POST", response, callback);
        }
        Thread.ofVirtual().name("pod-request").start(() -> work(request, response, callback));
        return true;
    }

    private void work(Request request, Response response, Callback callback) {
        try {
            Fields asked = Request.extractQueryParameters(request, UTF_8);
            ChargePointId chargePointId = new ChargePointId(value(asked, PeerClient.CHARGE_POINT));
            switch (Request.getPathInContext(request)) {
                case PeerClient.DECIDE -> {
                    decide(asked, new NewConnection(chargePointId, value(asked, PeerClient.NEWCOMER)), response, callback);
                }
                case PeerClient.RECHECK -> {
                    recheck.accept(chargePointId);
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
            LOG.warn("A request of another pod failed", e);
            answer(HttpStatus.INTERNAL_SERVER_ERROR_500, "failed", response, callback);
        }
    }

    private void decide(Fields asked, NewConnection newcomer, Response response, Callback callback)
            throws InterruptedException {
        String question = asked.getValue(PeerClient.QUESTION);
        TakeoverDecision verdict = question == null ? incumbents.decide(newcomer) : questions.answer(question, newcomer);
        if (verdict == null) {
            answer(HttpStatus.ACCEPTED_202, "undecided", response, callback);
        } else {
            answer(HttpStatus.OK_200, verdict.name().toLowerCase(Locale.ROOT), response, callback);
        }
    }

    private static String value(Fields asked, String name) {
        String value = asked.getValue(name);
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
