package org.ocppgateway.ops.console;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.simulator.behaviour.BehaviourSettings;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetObserver;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.measure.FleetCount;
import org.openqa.selenium.By;

/** An operator finds a charge point in the console, watches it and acts, in a real browser against a real cluster. */
class ConsoleIT {
    private static final int CHARGE_POINTS = 8;
    private static final String TOKEN = "an-operator's-token";
    private static final String TOKENS = "gateway.admin.tokens = [{name = operator, role = write, sha256 = \"%s\"}]";
    private static final By ONLINE = By.cssSelector(".title .state");
    private static final int REBALANCED = 12;
    private static final By PROGRESS = By.cssSelector(".note.progress");
    private static final By REBALANCE_ENDED =
            By.xpath("//p[contains(@class,'note')][starts-with(.,'Rebalance ended')]");
    private static final Pattern LEAVING = Pattern.compile("(\\d+) leaving");
    private static final By LAST_OUTCOME = By.cssSelector(".outcome-card");

    /** Charge points that charge only when they are asked to, and then send meter values every second. */
    private static final BehaviourSettings CALM = BehaviourSettings.DEFAULT.withCharging(
            new BehaviourSettings.Charging(0, Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ZERO));

    @TempDir
    static Path directory;

    private static Cluster cluster;
    private static Fleet fleet;
    private static Browser browser;
    private static String chargePoint;

    @BeforeAll
    static void start() throws InterruptedException {
        assumeTrue(Browser.isInstalled(), () -> {
            String reason = "skipped: Chromium is not installed (apt-get install chromium chromium-driver)";
            System.out.println("ConsoleIT " + reason);
            return reason;
        });
        cluster = Cluster.start(
                ClusterSettings.forTest(directory).withGateways(2).with(TOKENS.formatted(Ctl.sha256(TOKEN))));
        URI endpoint = cluster.balancer().endpoint();
        FleetSettings settings = FleetSettings.of(endpoint, CHARGE_POINTS).withBehaviour(CALM);
        chargePoint = Fleet.idOf(settings, 0).value();
        fleet = Fleet.start(settings, FleetObserver.NONE);
        browser = Browser.start();
        await().atMost(Cluster.TIMEOUT).until(() -> fleet.stats().count(FleetCount.REGISTERED) == CHARGE_POINTS);
        browser.open(console(""));
        signIn();
    }

    /** The tab keeps the token, so this is necessary once. */
    private static void signIn() {
        browser.type(By.cssSelector("dialog input"), TOKEN + "\n");
        browser.awaitText(By.cssSelector(".verdict"), "charge points connected");
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (fleet != null) {
            fleet.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void anOperatorFindsWatchesCommandsAndDisconnectsAChargePoint() {
        browser.show(1280, "light");
        browser.open(console(""));
        browser.awaitText(By.cssSelector(".verdict"), CHARGE_POINTS + " charge points connected on 2 pods");

        browser.type(By.id("search"), chargePoint + "\n");
        browser.awaitText(By.cssSelector("h1"), chargePoint);
        browser.awaitText(ONLINE, "online");

        browser.awaitText(By.cssSelector(".bar .state"), "Live");
        browser.awaitText(By.cssSelector(".frames"), "BootNotification");
        sendsARemoteStart();
        watchesFrames();
        sendsAResetAfterAConfirmation();
        disconnects();
        assertEquals(List.of(), browser.complaints());
    }

    private void sendsARemoteStart() {
        browser.click(By.linkText("Commands"));
        browser.type(By.name("data.evseId"), "1");
        browser.type(By.name("data.idToken"), "TAG1");
        browser.click(By.cssSelector("button.primary"));
        browser.awaitText(LAST_OUTCOME, "remote.start");
        browser.awaitText(LAST_OUTCOME, "completed, Accepted");
    }

    private void watchesFrames() {
        browser.click(By.linkText("Frames"));
        browser.awaitText(By.cssSelector(".frames"), "RemoteStartTransaction");
        browser.awaitText(By.cssSelector(".frames"), "MeterValues");
        String newest = browser.text(By.cssSelector(".frames li"));
        await().atMost(Browser.TIMEOUT)
                .until(() -> !browser.text(By.cssSelector(".frames li")).equals(newest));
        browser.click(By.xpath("//label[contains(.,'Hide meter values')]/input"));
        await().atMost(Browser.TIMEOUT)
                .until(() -> !browser.text(By.cssSelector(".frames")).contains("MeterValues"));
        browser.click(By.cssSelector(".frames .frame-line"));
        browser.find(By.cssSelector(".frame-body pre"));
    }

    private void sendsAResetAfterAConfirmation() {
        browser.open(console("#/charge-points/" + chargePoint + "/commands?type=reset"));
        browser.type(By.name("json"), "{\"type\":\"Soft\"}");
        browser.click(By.cssSelector("form.command button.primary"));
        browser.awaitText(By.cssSelector("dialog h2"), "Send reset to " + chargePoint + "?");
        browser.click(By.cssSelector("dialog button.danger"));
        browser.awaitText(LAST_OUTCOME, "reset");
        browser.awaitText(LAST_OUTCOME, "completed, Accepted");
        browser.awaitText(ONLINE, "online");
    }

    private void disconnects() {
        browser.open(console("#/charge-points/" + chargePoint + "/sessions"));
        browser.awaitText(ONLINE, "online");
        String before = browser.text(By.cssSelector(".timeline li"));
        browser.click(By.xpath("//button[text()='Disconnect']"));
        browser.click(By.cssSelector("dialog button.danger"));
        // The newest session is another one.
        await().atMost(Browser.TIMEOUT)
                .until(() -> !browser.text(By.cssSelector(".timeline li")).equals(before));
        browser.awaitText(ONLINE, "online");
        browser.awaitText(By.cssSelector(".timeline"), "closed by the gateway (disconnected");
        // The reboot.
        browser.awaitText(By.cssSelector(".timeline"), "closed by the charge point");
    }

    @Test
    void everyPageIsAccessibleInLightAndDarkAndOnAPhone() throws IOException {
        List<String> pages = List.of(
                "",
                "#/charge-points",
                "#/charge-points/" + chargePoint + "/frames",
                "#/charge-points/" + chargePoint + "/commands",
                "#/charge-points/" + chargePoint + "/sessions",
                "#/charge-points/" + chargePoint + "/refusals",
                "#/charge-points/UNKNOWN",
                "#/refusals",
                "#/bans",
                "#/audit",
                "#/search?q=" + chargePoint.substring(0, 3),
                "#/no-such-page");
        for (Look look : Look.values()) {
            browser.show(look.width, look.scheme);
            for (String page : pages) {
                browser.open(console(page));
                browser.find(By.cssSelector("main > *"));
                await().atMost(Browser.TIMEOUT)
                        .until(() -> browser.script("return document.querySelectorAll('[aria-busy=true]').length")
                                .equals(0L));
                browser.check(look + " " + page);
                browser.screenshot(name(page) + "-" + look.name().toLowerCase(Locale.ROOT));
            }
        }
    }

    private enum Look {
        LIGHT(1280, "light"),
        DARK(1280, "dark"),
        PHONE(390, "light"),
        DARK_PHONE(390, "dark");

        private final int width;
        private final String scheme;

        Look(int width, String scheme) {
            this.width = width;
            this.scheme = scheme;
        }
    }

    private static String name(String page) {
        return page.isEmpty() ? "overview" : page.replaceAll("[^a-zA-Z]+", "-").replaceAll("^-|-$", "");
    }

    /** The charge points of a second fleet connect to the first pod whatever the rebalance does, so it runs until it is cancelled. */
    @Test
    void anOperatorFollowsARebalanceAndCancelsIt() throws IOException {
        FleetSettings settings = FleetSettings.of(cluster.gateway(0).endpoint(), REBALANCED)
                .withIdPrefix("REBALANCED-")
                .withBehaviour(CALM);
        try (Fleet uneven = Fleet.start(settings, FleetObserver.NONE)) {
            await().atMost(Cluster.TIMEOUT).until(() -> uneven.stats().count(FleetCount.REGISTERED) == REBALANCED);
            browser.show(Look.LIGHT.width, Look.LIGHT.scheme);
            browser.open(console(""));
            startRebalance("{\"ratePerSecond\":1}");
            browser.awaitText(PROGRESS, "above the average");
            int leaving = await().atMost(Browser.TIMEOUT).until(ConsoleIT::leaving, number -> number > 1);
            await().atMost(Browser.TIMEOUT).until(() -> leaving() < leaving);
            checkOverview("rebalance-running", PROGRESS);
            browser.click(By.xpath("//button[text()='Cancel the rebalance']"));
            browser.awaitText(REBALANCE_ENDED, "cancelled by an operator");
            checkOverview("rebalance-cancelled", REBALANCE_ENDED);
            assertEquals(0L, browser.script("return document.querySelectorAll('.progress').length"));
        }
        startRebalance("{\"spreadPercent\":1000}");
        browser.awaitText(REBALANCE_ENDED, "the pods are even");
        assertEquals(List.of(), browser.complaints());
    }

    private static void startRebalance(String body) {
        Object status = browser.script("""
                return fetch("/api/v1/rebalance", {method: "POST", body: JSON.stringify(%s),
                    headers: {Authorization: "Bearer %s", "Content-Type": "application/json"}}).then((answer) => answer.status)
                """.formatted(body, TOKEN));
        assertEquals(202L, status);
    }

    private static int leaving() {
        Matcher matcher = LEAVING.matcher(browser.text(PROGRESS));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** Checks the overview in a wide and a narrow window. The narrow one stays. */
    private static void checkOverview(String name, By shown) throws IOException {
        for (Look look : List.of(Look.LIGHT, Look.DARK_PHONE)) {
            browser.show(look.width, look.scheme);
            browser.find(shown);
            browser.check(look + " " + name);
            browser.screenshot(name + "-" + look.name().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void filtersAreInTheAddress() {
        browser.show(1280, "light");
        browser.open(console("#/charge-points?id=NOTHING"));
        browser.awaitText(By.cssSelector("main"), "No charge point matches these filters.");
        browser.type(By.cssSelector(".filters input"), chargePoint);
        browser.awaitText(By.cssSelector("tbody"), chargePoint);
        assertTrue(browser.address().endsWith("#/charge-points?id=" + chargePoint), browser.address());
        assertFalse(browser.address().contains("token"), browser.address());
    }

    @Test
    void theTokenIsAskedForAndIsNeverInTheAddress() {
        browser.show(1280, "light");
        browser.open(console(""));
        browser.click(By.xpath("//button[text()='Forget the token']"));
        browser.awaitText(By.cssSelector("dialog"), "answers only with a token");
        browser.type(By.cssSelector("dialog input"), "wrong\n");
        browser.awaitText(By.cssSelector("dialog"), "does not know this token");
        signIn();
        assertFalse(browser.address().contains("token"), browser.address());
        assertEquals(0L, browser.script("return localStorage.length + document.cookie.length"));
    }

    @Test
    void aPageKeepsAtMost500FramesAndPairsCallsWithAnswers() {
        browser.open(console("#/audit"));
        Object kept = browser.module("frame-log.js", """
                const log = new module.FrameLog();
                for (let i = 0; i < 300; i++) {
                  log.add({direction: "cp-to-csms", messageType: "CALL", messageId: "m" + i, action: "Heartbeat", payload: {}});
                  log.add({direction: "csms-to-cp", messageType: "CALL", messageId: "m" + i, action: "Reset", payload: {}});
                  log.add({direction: "csms-to-cp", messageType: "CALLRESULT", messageId: "m" + i, payload: {currentTime: i}});
                }
                const all = {filter: "", hideMeterValues: false, paired: true};
                const shown = module.select(log.entries, {...all, filter: "heartbeat m299"});
                return [log.entries.length, log.dropped, shown.length, shown[0].answer.payload.currentTime,
                    module.select(log.entries, {...all, paired: false}).length].join(" ");
                """);
        assertEquals("500 400 1 299 500", kept);
    }

    @Test
    void aSumContainsAllPodsAlsoIfTheySampleAtDifferentMoments() {
        browser.open(console("#/audit"));
        Object line = browser.module("charts.js", """
                const point = (pod, second, connections) =>
                  ({pod, time: new Date(second * 1000).toISOString(), connections});
                const points = [point("a", 100, 3), point("b", 102, 5), point("a", 110, 4), point("b", 119, 5), point("a", 121, 4)];
                const sum = (values) => values.reduce((total, value) => total + value, 0);
                return JSON.stringify(module.series(points, {lines: [["connections", ""]], merge: sum}));
                """);
        assertEquals("[[100,110,120],[8,9,9]]", line);
    }

    @Test
    void aStreamIsReadInPartsOfAnySize() {
        browser.open(console("#/audit"));
        Object events = browser.module("stream.js", """
                const found = [];
                const parse = module.parser((event) => found.push(event.type + "/" + event.id + "/" + event.data));
                const text = ":\\n\\nid: 7:1\\nevent: frame\\ndata: {}\\n\\nevent: end\\r\\ndata: a\\r\\ndata: b\\r\\n\\r\\n";
                for (const character of text) { parse(character); }
                return found.join("|").replace("\\n", "+");
                """);
        assertEquals("frame/7:1/{}|end/undefined/a+b", events);
    }

    /** A new document each time: a change of the fragment alone does not load one. */
    private static URI console(String fragment) {
        return URI.create(cluster.gateway().admin("/console/") + "?" + System.nanoTime() + fragment);
    }
}
