package dev.waybill.standalone.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A guard that sees nothing would let every test pass. */
@BrowserTest
class PageGuardBrowserTest {

    private static final OffendingPages PAGES = new OffendingPages();

    @AfterAll
    static void close() {
        PAGES.close();
    }

    @Test
    void letsABlamelessPagePass(Browser browser) {
        Visitor visitor = new Visitor(browser, PAGES.address());
        visitor.open("/blameless");
        visitor.lookInEveryWay("guard-blameless");
        visitor.leave(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "/loud, console: shouted",
        "/broken, tripped",
        "/inline, content security policy: style-src-attr",
        "/elsewhere, request to another origin: http://localhost:9/picture.png",
        "/shifty, the layout shifted by 0.",
        "/unlabelled, Form elements must have labels",
        "/wide, scrolls sideways by"
    })
    void seesEachOffence(String path, String offence, Browser browser) {
        Visitor visitor = new Visitor(browser, PAGES.address());
        visitor.open(path).waitForFunction("() => location.pathname !== '/shifty' || document.querySelector('canvas')");
        visitor.look("guard" + path.replace('/', '-'));
        assertThatThrownBy(() -> visitor.leave(Optional.empty())).hasMessageContaining(offence);
    }

    /** The browser itself excuses half a second after an input only, which a busy machine does not keep to. */
    @Test
    void excusesWhatAClickBringsHoweverLongTheServerTakes(Browser browser) {
        Visitor visitor = new Visitor(browser, PAGES.address());
        BlockingQueue<Route> held = new LinkedBlockingQueue<>();
        visitor.page().route("**/late", held::add);
        Page page = visitor.open("/slow");
        page.getByRole(AriaRole.BUTTON).click();
        page.waitForFunction("() => performance.now() - window.clickedAt > 800");
        held.remove().fulfill();
        page.waitForSelector("canvas");
        visitor.leave(Optional.empty());
    }

    @Test
    void asksForALookAtEachDialog(Browser browser) {
        Visitor careless = new Visitor(browser, PAGES.address());
        careless.open("/dialog");
        assertThatThrownBy(() -> careless.leave(Optional.empty())).hasMessageContaining("Surprise");

        Visitor careful = new Visitor(browser, PAGES.address());
        careful.open("/dialog");
        careful.look("guard-dialog");
        careful.leave(Optional.empty());
    }

    @Test
    void letsOneExpectedMessagePass(Browser browser) {
        Visitor visitor = new Visitor(browser, PAGES.address());
        visitor.expecting("shouted");
        visitor.open("/loud");
        visitor.leave(Optional.empty());
        assertThat(visitor.context().pages()).isEmpty();
    }
}
