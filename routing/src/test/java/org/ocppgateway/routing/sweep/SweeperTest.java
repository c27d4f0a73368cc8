package org.ocppgateway.routing.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.command.CommandRecord;
import org.ocppgateway.routing.command.CommandStates;
import org.ocppgateway.routing.command.UndecodableException;

class SweeperTest extends SweeperFixture {
    @Test
    void progressWaitsForCommandsOfALivePod() throws Exception {
        read("c1", "");
        dead.claim("c1", CHARGE_POINT, clock.instant());
        pass(Duration.ofSeconds(30));
        assertHeld();

        dead.end("c1", dead.ownership(null), "{}");
        dead.delivered("c1");
        pass(Duration.ofSeconds(2));

        assertEquals(List.of(), results);
        assertAllDone();
    }

    @Test
    void aStoredResultWithoutDeliveryIsDeliveredAgain() throws Exception {
        read("c1", "");
        dead.claim("c1", CHARGE_POINT, clock.instant());
        dead.end("c1", dead.ownership(null), "{\"theirs\":1}");

        pass(SETTINGS.grace().delivery().plusSeconds(2));

        assertEquals(List.of("{\"theirs\":1}"), results);
        assertEquals(0, sweeper.tracked());
    }

    @Test
    void aCommandThatADeadPodHadNotReadIsForwardedToThePodOfTheChargePoint() throws Exception {
        read("c1", "");
        leases.die("gateway-0");
        routes.at(CHARGE_POINT, "gateway-1");

        untilDead();

        assertEquals(List.of("gateway-1"), forwarded);
        assertEquals(List.of(), results);
        assertEquals(0, sweeper.tracked());
    }

    @Test
    void aCommandThatADeadPodHadClaimedUnsentIsForwardedAndReleased() throws Exception {
        read("c1", "");
        dead.claim("c1", CHARGE_POINT, clock.instant());
        leases.die("gateway-0");
        routes.at(CHARGE_POINT, "gateway-1");

        untilDead();

        assertEquals(List.of("gateway-1"), forwarded);
        assertEquals(false, dead.send("c1", clock.instant()));
    }

    @Test
    void aCommandThatADeadPodHadSentIsUncertain() throws Exception {
        read("c1", "");
        dead.claim("c1", CHARGE_POINT, clock.instant());
        dead.send("c1", clock.instant());
        leases.die("gateway-0");
        routes.at(CHARGE_POINT, "gateway-1");

        untilDead();

        assertOutcome("uncertain", true);
        assertEquals(List.of(), forwarded);
    }

    @Test
    void aCommandThatADeadPodHadSentIsForwardedIfItPermitsResending() throws Exception {
        read("c1", ",\"resend\":true");
        dead.claim("c1", CHARGE_POINT, clock.instant());
        dead.send("c1", clock.instant());
        leases.die("gateway-0");
        routes.at(CHARGE_POINT, "gateway-1");

        untilDead();

        assertEquals(List.of("gateway-1"), forwarded);
        assertEquals(List.of(), results);
    }

    @Test
    void aRestartedPodOwnsOnlyTheRecordsItReads() throws Exception {
        read("c1", "");
        read("c2", "");
        leases.live("gateway-0", "new", PARTITION, 11);
        routes.at(CHARGE_POINT, "gateway-0");

        pass(Duration.ofSeconds(2));

        assertEquals(List.of("gateway-0"), forwarded);
        assertEquals(OptionalLong.of(11), sweeper.firstTracked(PARTITION));
    }

    @Test
    void aCommandForAPodThatNeverExistedEndsIfItsChargePointIsNotConnected() throws Exception {
        read("c1", "", 0, "gateway-9");

        untilDead();
        pass(SETTINGS.grace().reconnect());

        assertOutcome("not-connected", false);
    }

    @Test
    void aRecordWhoseKeyIsNoPodNameIsAbandoned() throws Exception {
        read("c1", "", 0, null);
        routes.at(CHARGE_POINT, "gateway-1");

        pass(Duration.ofSeconds(2));

        assertEquals(List.of("gateway-1"), forwarded);
    }

    @Test
    void aCommandThatWasForwardedOnceEndsInsteadOfBeingForwardedAgain() throws Exception {
        read("c1", "", 1, "gateway-0");
        leases.die("gateway-0");
        routes.at(CHARGE_POINT, "gateway-1");

        untilDead();

        assertOutcome("not-connected", false);
    }

    @Test
    void aCommandThatHasExpiredIsExpired() throws Exception {
        read("c1", ",\"expiresAt\":\"2026-11-21T10:00:03Z\"");
        leases.die("gateway-0");
        routes.at(CHARGE_POINT, "gateway-1");

        untilDead();

        assertOutcome("expired", false);
    }

    @Test
    void anUnreadInvalidCommandIsInvalid() throws Exception {
        read("c1", ",\"priority\":\"whenever\"");
        leases.die("gateway-0");

        untilDead();

        assertOutcome("invalid", false);
    }

    @Test
    void aMalformedRepetitionDoesNotEndACommandThatADeadPodSent() throws Exception {
        read("c1", "");
        read("c1", ",\"priority\":\"whenever\"");
        dead.claim("c1", CHARGE_POINT, clock.instant());
        dead.send("c1", clock.instant());
        leases.die("gateway-0");

        untilDead();
        pass(Duration.ofSeconds(2));

        assertOutcome("uncertain", true);
    }

    @Test
    void aMalformedRepetitionDoesNotEndACommandThatALivePodSent() throws Exception {
        leases.live("gateway-2", "a", 5, 0);
        CommandStates living = states.asSeenBy("gateway-2/a");
        living.claim("c1", CHARGE_POINT, clock.instant());
        living.send("c1", clock.instant());
        read("c1", ",\"priority\":\"whenever\"");
        leases.die("gateway-0");

        untilDead();

        assertHeld();
    }

    @Test
    void aCommandIssuedAgainForADeadPodIsPublishedAgain() throws Exception {
        String ended =
                "{\"commandId\":\"c1\",\"completedAt\":\"" + clock.instant().minusSeconds(60) + "\"}";
        dead.claim("c1", CHARGE_POINT, clock.instant());
        dead.end("c1", dead.ownership(null), ended);
        dead.delivered("c1");
        read("c1", "");
        leases.die("gateway-0");

        untilDead();

        assertEquals(List.of(ended), results);
        assertAllDone();
    }

    @Test
    void aCommandThatEndedOnANowDeadPodIsNotPublishedAgain() throws Exception {
        read("c1", "");
        clock.advance(Duration.ofMillis(10));
        dead.claim("c1", CHARGE_POINT, clock.instant());
        dead.end("c1", dead.ownership(null), "{\"commandId\":\"c1\",\"completedAt\":\"" + clock.instant() + "\"}");
        dead.delivered("c1");
        leases.die("gateway-0");

        untilDead();

        assertEquals(List.of(), results);
        assertAllDone();
    }

    @Test
    void theExpiryIsCountedFromTheIssueOrElseFromTheRecord() throws Exception {
        read("c1", ",\"issuedAt\":\"" + clock.instant().minusSeconds(70) + "\"");
        leases.die("gateway-0");
        routes.at(CHARGE_POINT, "gateway-1");

        untilDead();

        assertOutcome("expired", false);
    }

    @Test
    void aBrieflyMissingLeaseIsNoDeath() throws Exception {
        read("c1", "");
        dead.claim("c1", CHARGE_POINT, clock.instant());
        dead.send("c1", clock.instant());
        leases.die("gateway-0");
        pass(SETTINGS.podTimeout().minusSeconds(2));
        leases.live("gateway-0", "old", PARTITION, 10);
        pass(Duration.ofSeconds(20));

        assertHeld();
    }

    @Test
    void aSendOfAPausedPodAtTheLastMomentIsRespected() throws Exception {
        read("c1", "");
        dead.claim("c1", CHARGE_POINT, clock.instant());
        leases.die("gateway-0");
        untilDead();
        assertHeld();

        assertTrue(dead.send("c1", clock.instant()));
        pass(Duration.ofSeconds(2));

        assertOutcome("uncertain", true);
        assertEquals(
                Optional.of(results.getFirst()),
                dead.end("c1", dead.ownership(clock.instant()), "{\"outcome\":\"completed\"}"));
    }

    @Test
    void aCommandThatALivePodNeverEndsIsEnded() throws Exception {
        read("c1", "");
        dead.claim("c1", CHARGE_POINT, clock.instant());

        pass(Duration.ofMinutes(3));

        assertOutcome("expired", false);
    }

    @Test
    void duringAKafkaOutageAnActionIsRetriedLater() throws Exception {
        read("c1", "");
        dead.claim("c1", CHARGE_POINT, clock.instant());
        dead.send("c1", clock.instant());
        leases.die("gateway-0");
        kafkaOut = true;
        untilDead();
        assertHeld();

        kafkaOut = false;
        pass(SETTINGS.grace().delivery().plusSeconds(2));

        assertOutcome("uncertain", true);
    }

    @Test
    void anUndecodableRecordBecomesADeadLetterOnlyIfNoLivePodHandlesIt() throws Exception {
        CommandRecord broken = new CommandRecord("{".getBytes(UTF_8), 0, clock.instant(), null);
        sweeper.accept(PARTITION, offset++, new PodId("gateway-0"), broken);

        assertThrows(
                UndecodableException.class, () -> sweeper.accept(PARTITION, offset++, new PodId("gateway-9"), broken));
        assertAllDone();
    }

    @Test
    void aRevokedPartitionIsSweptByAnotherMember() throws Exception {
        read("c1", "");
        sweeper.revoked(PARTITION);

        assertEquals(0, sweeper.tracked());
        assertEquals(OptionalLong.empty(), sweeper.firstTracked(PARTITION));
    }
}
