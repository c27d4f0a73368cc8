package org.ocppgateway.ops.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.ocppgateway.ops.stack.process.Ports;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium with the accessibility checker axe. For one thread. */
final class Browser implements AutoCloseable {
    static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final int HEIGHT = 900;
    private static final Path SCREENSHOTS = ProjectFiles.root().resolve("ops/target/console");

    private static final String CHECK =
            "const done = arguments[arguments.length - 1]; axe.run().then((result) => done(result.violations"
                    + ".filter((found) => ['serious', 'critical'].includes(found.impact))"
                    + ".map((found) => found.id + ': ' + found.nodes.map((node) => node.html).join(' '))));";

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Whether Chromium and its driver are installed. */
    static boolean isInstalled() {
        return program("chromium").isPresent() && program("chromedriver").isPresent();
    }

    static Browser start() {
        // It warns that it does not know the commands of this version of the protocol; the two that are used never
        // change.
        Logger.getLogger("org.openqa.selenium.devtools").setLevel(Level.OFF);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium").orElseThrow());
        // No sandbox, because a test may run as the superuser; the only pages are those of this project.
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver").orElseThrow())
                .usingPort(Ports.free())
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(TIMEOUT);
        return new Browser(driver);
    }

    private static Optional<File> program(String name) {
        return Stream.of("/usr/bin", "/usr/local/bin", "/usr/lib/chromium", "/snap/bin")
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toFile)
                .findFirst();
    }

    void open(URI address) {
        driver.get(address.toString());
    }

    String address() {
        return Objects.requireNonNull(driver.getCurrentUrl());
    }

    /** Sets the width of the page in pixels, and light or dark. */
    void show(int width, String scheme) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Waits until an element exists that is displayed. */
    WebElement find(By by) {
        return await().atMost(TIMEOUT)
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(() -> displayed(by), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<WebElement> displayed(By by) {
        return driver.findElements(by).stream().filter(WebElement::isDisplayed).findFirst();
    }

    /** Waits until the text of the page contains a text. */
    void awaitText(By by, String text) {
        await().atMost(TIMEOUT)
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(() -> driver.findElement(by).getText(), shown -> shown.contains(text));
    }

    String text(By by) {
        return withElement(by, WebElement::getText);
    }

    void click(By by) {
        String unused = withElement(by, element -> {
            element.click();
            return "";
        });
    }

    void type(By by, String text) {
        String unused = withElement(by, field -> {
            field.clear();
            field.sendKeys(text);
            return "";
        });
    }

    /** Waits for an element that is displayed and uses it; once more if the page has drawn it again meanwhile. */
    private String withElement(By by, Function<WebElement, String> use) {
        return await().atMost(TIMEOUT)
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(() -> displayed(by).map(use), Optional::isPresent)
                .orElseThrow();
    }

    Object script(String script) {
        return Objects.requireNonNull(driver.executeScript(script));
    }

    /** Runs the body of a function with a module of the console as {@code module}; returns its value. */
    Object module(String name, String body) {
        return Objects.requireNonNull(driver.executeAsyncScript("const done = arguments[arguments.length - 1];"
                + " import('/console/" + name + "').then((module) => done((() => { " + body + " })()))"
                + ".catch((error) => done(String(error)));"));
    }

    /** Fails if axe finds something serious or critical on the page, or if the page is wider than the window. */
    void check(String page) throws IOException {
        try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
            driver.executeScript(new String(Objects.requireNonNull(axe).readAllBytes(), UTF_8));
        }
        assertEquals(List.of(), driver.executeAsyncScript(CHECK), page);
        assertEquals(
                true,
                driver.executeScript(
                        "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
                page + " is wider than the window");
    }

    void screenshot(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    /** Messages of the page on its console since the last call that are warnings or errors, without failed requests. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains("Failed to load resource"))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
