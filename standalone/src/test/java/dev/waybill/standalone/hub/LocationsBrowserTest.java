package dev.waybill.standalone.hub;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.AriaRole.BUTTON;
import static com.microsoft.playwright.options.AriaRole.DIALOG;
import static com.microsoft.playwright.options.AriaRole.HEADING;
import static com.microsoft.playwright.options.AriaRole.LINK;
import static com.microsoft.playwright.options.AriaRole.LISTITEM;
import static com.microsoft.playwright.options.AriaRole.PROGRESSBAR;
import static com.microsoft.playwright.options.AriaRole.REGION;
import static com.microsoft.playwright.options.AriaRole.ROW;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.waybill.testkit.GeminiStandIn;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Locations that a model drafts and a person decides on. */
@BrowserTest
class LocationsBrowserTest {

    @Test
    void goesFromAQuestionnaireOverAReviewToLocations(Visitor visitor, HubNode node) {
        Page page = visitor.open("/locations");
        assertThat(page.getByText("No drafts yet")).isVisible();
        visitor.look("locations-empty");
        link(page, "Draft locations").first().click();
        button(page, "Draft locations").click();
        assertThat(page.getByLabel("Whose locations")).isFocused();
        assertThat(page.getByText("Say where they are")).isVisible();
        visitor.lookInEveryWay("location-new-refused");

        CountDownLatch thought = new CountDownLatch(1);
        node.model().next(GeminiStandIn.thinks(() -> await(thought)));
        page.getByLabel("Whose locations").fill("Blue Bottle");
        page.getByLabel("Kind of business").fill("café");
        page.getByLabel("Where").fill("California");
        page.getByLabel("How many").fill("10");
        page.getByLabel("Name of this batch").fill("Cafés of the west");
        button(page, "Draft locations").click();
        page.waitForURL(Pattern.compile(".*/locations/\\d+$"));
        assertThat(page.getByText("The model is writing drafts")).isVisible();
        assertThat(page.getByRole(PROGRESSBAR)).isVisible();
        visitor.look("location-review-generating");
        thought.countDown();

        assertThat(page.getByText("10 to review, 0 approved, 0 rejected")).isVisible();
        assertThat(heading(page, "Where they are")).isVisible();
        visitor.lookInEveryWay("location-review");

        Locator cards =
                page.getByRole(LISTITEM).filter(new Locator.FilterOptions().setHas(button(page, "Edit", false)));
        assertThat(cards).hasCount(10);
        decideByKeys(page, cards);
        edit(visitor, page, cards.nth(2));

        button(page, "Approve all 7 valid").click();
        assertThat(page.getByText("1 to review, 8 approved, 1 rejected, 1 with errors"))
                .isVisible();
        link(page, "With errors").click();
        assertThat(cards).hasCount(1);
        visitor.look("location-review-errors");

        button(page, "Import…").click();
        assertThat(page.getByRole(DIALOG))
                .containsText("8 approved drafts become locations. 1 draft with errors stays here.");
        visitor.look("location-review-import");
        page.getByRole(DIALOG)
                .getByRole(BUTTON, new Locator.GetByRoleOptions().setName("Import"))
                .click();
        link(page, "Imported").click();
        assertThat(page.getByText(Pattern.compile("(Became|Was there already, as) location \\d+")))
                .hasCount(8);
        visitor.look("location-review-imported");

        link(page, "Locations").first().click();
        assertThat(page.getByRole(ROW).filter(new Locator.FilterOptions().setHasText("Cafés of the west")))
                .containsText("10 of 10");
        visitor.lookInEveryWay("locations");
    }

    private static void decideByKeys(Page page, Locator cards) {
        page.keyboard().press("j");
        page.keyboard().press("a");
        assertThat(cards.nth(0)).containsText("Approved");
        assertThat(cards.nth(1)).isFocused();
        page.keyboard().press("d");
        assertThat(cards.nth(1)).containsText("Rejected");
        page.keyboard().press("k");
        page.keyboard().press("k");
        page.keyboard().press("u");
        assertThat(cards.nth(0)).containsText("To review");
        page.keyboard().press("a");
        assertThat(page.getByText("8 to review, 1 approved, 1 rejected")).isVisible();
    }

    /** A website that is none: it is said beside its field, and the draft cannot be approved. */
    private static void edit(Visitor visitor, Page page, Locator card) {
        card.getByRole(BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^Edit")))
                .click();
        Locator dialog = page.getByRole(DIALOG);
        dialog.getByLabel("Phone").fill("+1 415 555 2671");
        assertThat(dialog.getByLabel("Saturday")).hasValue("10:00-16:00");
        dialog.getByLabel("Saturday").fill("soon");
        dialog.getByRole(BUTTON, new Locator.GetByRoleOptions().setName("Save").setExact(true))
                .click();
        assertThat(dialog.getByLabel("Saturday")).isFocused();
        assertThat(dialog).containsText("Write 09:00-18:00, closed or 24 hours");
        dialog.getByLabel("Saturday").fill("9:30-12:00, 13:00-17:00");
        dialog.getByLabel("Sunday").fill("closed");
        dialog.getByLabel("Website").fill("not an address");
        dialog.getByRole(BUTTON, new Locator.GetByRoleOptions().setName("Save").setExact(true))
                .click();
        assertThat(dialog.getByLabel("Website")).isFocused();
        assertThat(dialog).containsText("It is no address that begins with http:// or https://");
        visitor.look("location-review-edit");
        dialog.getByRole(BUTTON, new Locator.GetByRoleOptions().setName("Cancel"))
                .click();
        assertThat(card).containsText("not an address");
        assertThat(card).containsText("edited");
        assertThat(card).containsText("Sat 09:30–12:00 and 13:00–17:00");
    }

    @Test
    void discardsABatchAndTellsWhyOneFailed(Visitor visitor, HubNode node) {
        node.model().always(GeminiStandIn.promptBlocked());
        Page page = visitor.open("/locations/new");
        page.getByLabel("Whose locations").fill("Blocked");
        page.getByLabel("Kind of business").fill("kiosk");
        page.getByLabel("Where").fill("Berlin");
        button(page, "Draft locations").click();
        page.waitForURL(Pattern.compile(".*/locations/\\d+$"));
        assertThat(link(page, "See what happened, or retry")).isVisible();
        visitor.look("location-review-failed");
        String batch = URI.create(page.url()).getPath();
        link(page, "See what happened, or retry").click();
        assertThat(page.getByRole(REGION, new Page.GetByRoleOptions().setName("Where it leads"))
                        .getByRole(LINK)
                        .first())
                .hasAttribute("href", batch);
        node.model().always(null);

        page.navigate("/locations/new");
        page.getByLabel("Whose locations").fill("Given up");
        page.getByLabel("Kind of business").fill("kiosk");
        page.getByLabel("Where").fill("Berlin");
        page.getByLabel("How many").fill("2");
        button(page, "Draft locations").click();
        button(page, "Discard…").click();
        assertThat(page.getByRole(DIALOG)).containsText("2 drafts are given up");
        visitor.look("location-review-discard");
        button(page, "Discard drafts").click();
        assertThat(page.getByText("This batch was given up.")).isVisible();
        assertThat(button(page, "Import…")).isHidden();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Locator heading(Page page, String name) {
        return page.getByRole(HEADING, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(LINK, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator button(Page page, String name) {
        return button(page, name, true);
    }

    private static Locator button(Page page, String name, boolean exact) {
        return page.getByRole(BUTTON, new Page.GetByRoleOptions().setName(name).setExact(exact));
    }
}
