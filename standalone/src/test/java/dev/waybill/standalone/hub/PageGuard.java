package dev.waybill.standalone.hub;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Watches the pages of a browser profile: an error in the console, an uncaught one, a violation of the content security
 * policy, a request to another origin, a layout that shifts by more than 0.01 in all, a dialog that no {@link #look} saw,
 * and whatever axe finds.
 */
final class PageGuard {

    private static final double LARGEST_SHIFT = 0.01;
    private static final String SCRIPT = script();
    private static final String SIDEWAYS =
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private final String origin;
    private final List<String> offences = new ArrayList<>();
    private final List<String> unseenDialogs = new ArrayList<>();
    private final List<Pattern> expected = new ArrayList<>();
    private final List<String> shifts = new ArrayList<>();
    private double shifted;

    PageGuard(BrowserContext context, String origin) {
        this.origin = origin;
        context.exposeBinding("waybillGuard", (source, arguments) -> {
            tell(String.valueOf(arguments[0]), String.valueOf(arguments[1]));
            return null;
        });
        context.addInitScript(SCRIPT);
        context.onConsoleMessage(this::console);
        context.onWebError(error -> offend("uncaught error: " + error.error()));
        context.onRequest(this::request);
    }

    /** Lets console messages pass that match. */
    void expect(String regex) {
        expected.add(Pattern.compile(regex));
    }

    /** Goes over what the page shows now, as whoever looks at it so does. */
    void look(Page page, String how, boolean audit) {
        unseenDialogs.clear();
        int sideways = ((Number) page.evaluate(SIDEWAYS)).intValue();
        if (sideways > 0) {
            offend("%s scrolls sideways by %d px".formatted(how, sideways));
        }
        if (audit) {
            new AxeBuilder(page)
                    .withTags(RULES)
                    .setLegacyMode(true)
                    .analyze()
                    .getViolations()
                    .forEach(rule -> offend(how + ": " + words(rule)));
        }
    }

    /** @throws AssertionError with all offences so far */
    void check(Page page) {
        page.evaluate("() => window.waybillGuardFlush && window.waybillGuardFlush()");
        List<String> all = new ArrayList<>(offences);
        unseenDialogs.forEach(dialog -> all.add("a dialog opened that no look() saw: " + dialog));
        if (shifted > LARGEST_SHIFT) {
            all.add("the layout shifted by %.4f in all: %s".formatted(shifted, shifts));
        }
        if (!all.isEmpty()) {
            throw new AssertionError("%d offences on %s:%n%s"
                    .formatted(
                            all.size(),
                            page.url(),
                            all.stream().map(one -> "- " + one).collect(Collectors.joining(System.lineSeparator()))));
        }
    }

    private void tell(String kind, String what) {
        switch (kind) {
            case "dialog" -> unseenDialogs.add(what);
            case "shift" -> {
                String[] parts = what.split(" ", 2);
                shifted += Double.parseDouble(parts[0]);
                shifts.add(what);
            }
            default -> offend(kind + ": " + what);
        }
    }

    private void console(ConsoleMessage message) {
        if (message.type().equals("error")) {
            offend("console: %s at %s".formatted(message.text(), message.location()));
        }
    }

    private void request(Request request) {
        String url = request.url();
        if (!url.startsWith(origin + "/") && !url.startsWith("blob:" + origin + "/")) {
            offend("request to another origin: " + url);
        }
    }

    private void offend(String what) {
        if (expected.stream().noneMatch(pattern -> pattern.matcher(what).find())) {
            offences.add(what);
        }
    }

    private static String words(Rule rule) {
        return "%s (%s): %s"
                .formatted(
                        rule.getId(),
                        rule.getHelp(),
                        rule.getNodes().stream()
                                .map(node -> node.getHtml() + " "
                                        + String.valueOf(node.getFailureSummary())
                                                .replace('\n', ' ')
                                                .toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining("; ")));
    }

    private static String script() {
        try (InputStream in = PageGuard.class.getResourceAsStream("page-guard.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
