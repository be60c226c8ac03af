package dev.waybill.standalone.hub;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Somebody with a browser profile of their own: new cookies, one page, and a guard over all that it does. */
final class Visitor {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** How long anything may take to come. */
    static final double PATIENCE_MILLIS = 15_000;

    private final BrowserContext context;
    private final String address;
    private final PageGuard guard;
    private final Page page;

    Visitor(Browser browser, String address) {
        this.context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(address)
                .setLocale("en-GB")
                .setTimezoneId("Europe/Berlin")
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(1360, 900));
        this.context.setDefaultTimeout(PATIENCE_MILLIS);
        this.address = address;
        this.guard = new PageGuard(context, address);
        this.page = context.newPage();
        Look.LIGHT.apply(page);
    }

    /** Takes a session, as the sign-in page does. */
    void signIn(String key) {
        APIResponse answer =
                context.request().post("/api/session", RequestOptions.create().setData(Map.of("key", key)));
        if (answer.status() != 201) {
            throw new AssertionError("Signing in was answered %d: %s".formatted(answer.status(), answer.text()));
        }
    }

    /** Forgets the session, without telling the server. */
    void loseSession() {
        context.clearCookies();
    }

    /** The page, to find things in it by role and label. */
    Page page() {
        return page;
    }

    /** Goes to a path of the hub, as by typing it. */
    Page open(String path) {
        page.navigate(address + path);
        return page;
    }

    /** The whole browser profile, for a test that goes offline or counts requests. */
    BrowserContext context() {
        return context;
    }

    /** Lets one kind of console message pass that the test provokes, for example a 409; all others still fail it. */
    void expecting(String regex) {
        guard.expect(regex);
    }

    /**
     * Looks at what is on the page now, light, dark and on a phone: no axe violation, nothing that sticks out sideways, a
     * picture of each in {@code target/screenshots/NAME-LOOK.png}. Call it for every state that a journey comes to, and
     * while each dialog is open.
     */
    void look(String name) {
        look(name, EnumSet.of(Look.LIGHT, Look.DARK, Look.PHONE));
    }

    /** The same in every way of {@link Look}: once for each route. */
    void lookInEveryWay(String name) {
        look(name, EnumSet.allOf(Look.class));
    }

    private void look(String name, Set<Look> looks) {
        page.evaluate("() => window.waybillGuardLook(true)");
        try {
            for (Look look : looks) {
                look.apply(page);
                page.evaluate("() => scrollTo(0, 0)");
                guard.look(page, name + " in " + look.word(), look.audited());
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(SCREENSHOTS.resolve(name + "-" + look.word() + ".png"))
                        .setFullPage(true));
            }
        } finally {
            Look.LIGHT.apply(page);
            page.evaluate("() => window.waybillGuardLook(false)");
        }
    }

    /** Fails with whatever the guard has seen up to now. */
    void check() {
        guard.check(page);
    }

    /** @param failed the name of the test, when something else failed it already */
    void leave(Optional<String> failed) {
        try (context) {
            if (failed.isPresent()) {
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(SCREENSHOTS.resolve("failed").resolve(failed.get() + ".png"))
                        .setFullPage(true));
            } else {
                check();
            }
        }
    }
}
