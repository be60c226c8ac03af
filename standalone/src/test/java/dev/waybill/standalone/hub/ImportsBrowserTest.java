package dev.waybill.standalone.hub;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.AriaRole.BUTTON;
import static com.microsoft.playwright.options.AriaRole.HEADING;
import static com.microsoft.playwright.options.AriaRole.LINK;
import static com.microsoft.playwright.options.AriaRole.ROW;

import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.waybill.shared.tenancy.Role;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A file on its way into the catalogue. */
@BrowserTest
class ImportsBrowserTest {

    private static final String FILE = """
            Art.-Nr.;Bezeichnung;VK brutto;Menge
            A-1;Red chair;12,50;3
            A-2;"Blue table; round";1.249,00;12
            A-3;Lamp without a price;soon;1
            """;

    private static final String TAKES_A_FILE =
            "([name, text]) => { const data = new DataTransfer(); data.items.add(new File([text], name)); return data; }";

    @Test
    void goesFromADroppedFileOverAPreviewedMappingToProductsAndBack(Visitor visitor) {
        Page page = visitor.open("/imports");
        assertThat(page.getByText("No imports yet")).isVisible();
        visitor.look("imports-empty");
        link(page, "Import a file").first().click();
        assertThat(heading(page, "Import a file")).isVisible();
        visitor.look("import-new-empty");

        drop(page, "supplier.csv", FILE);
        assertThat(page.getByText("CSV, 1")).isVisible();
        assertThat(page.getByText("columns", new Page.GetByTextOptions().setExact(false))
                        .last())
                .isVisible();
        page.getByLabel("SKU", exactly()).selectOption("Art.-Nr.");
        page.getByLabel("Name", exactly()).selectOption("Bezeichnung");
        page.getByLabel("Price", exactly()).selectOption("VK brutto");
        page.getByLabel("Stock", exactly()).selectOption("Menge");
        page.getByLabel("Currency of the prices").fill("EUR");
        button(page, "Preview 20 rows").click();

        assertThat(page.getByText("Of the first 3 rows: 2 new, 0 changed, 0 as they are, 1 with errors."))
                .isVisible();
        assertThat(row(page, "Blue table; round").or(row(page, "A-2")).first()).containsText("New");
        assertThat(row(page, "Error")).containsText("3");
        page.getByText("The row as it stands").first().click();
        visitor.lookInEveryWay("import-new-preview");

        page.getByLabel("Name of this mapping").fill("Supplier");
        button(page, "Save mapping").click();
        assertThat(button(page, "Replace mapping")).isVisible();
        button(page, "Import").click();
        page.waitForURL(Pattern.compile(".*/operations/\\d+$"));

        page.navigate("/imports");
        Locator done = row(page, "supplier.csv")
                .filter(new Locator.FilterOptions().setHasText("Partial").setHasNotText("dry run"));
        assertThat(done).containsText("1 failed");
        assertThat(page.getByText("products · csv · 4 columns")).isVisible();
        visitor.lookInEveryWay("imports");

        button(page, "Undo Import supplier.csv").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Take back Import supplier.csv");
        visitor.look("imports-undo");
        button(page, "Undo import").click();
        assertThat(page.getByText("Import supplier.csv is being taken back").last())
                .isVisible();
        assertThat(button(page, "Undo Import supplier.csv")).isHidden();
    }

    @Test
    void usesASavedMappingAndSaysWhatTheServerRefuses(Visitor visitor, Workspace workspace) {
        visitor.expecting("status of 422");
        Page page = visitor.open("/imports/new");
        choose(page, "supplier.csv", FILE);
        page.getByLabel("SKU", exactly()).selectOption("Art.-Nr.");
        page.getByLabel("Name", exactly()).selectOption("Bezeichnung");
        page.getByLabel("Name of this mapping").fill("Mine");
        button(page, "Save mapping").click();
        assertThat(button(page, "Replace mapping")).isVisible();

        page.navigate("/imports/new");
        choose(page, "other.csv", "sku;Titel;price\nB-1;Chair;1\n");
        page.getByLabel("Saved mapping").selectOption("Mine");
        assertThat(page.getByLabel("SKU", exactly())).hasAttribute("aria-invalid", "true");
        assertThat(page.getByLabel("SKU", exactly())).containsText("Art.-Nr. (not in this file)");
        page.getByLabel("SKU", exactly()).selectOption("");
        page.getByLabel("Name", exactly()).selectOption("Titel");
        page.getByLabel("Currency of the prices").fill("euro");
        button(page, "Check all rows").click();
        Locator currency = page.getByLabel("Currency of the prices");
        assertThat(currency).hasAttribute("aria-invalid", "true");
        assertThat(currency).isFocused();
        visitor.look("import-new-refused");

        currency.fill("EUR");
        button(page, "Check all rows").click();
        page.waitForURL(Pattern.compile(".*/operations/\\d+$"));
        page.navigate("/imports");
        assertThat(row(page, "other.csv").filter(new Locator.FilterOptions().setHasText("Succeeded")))
                .containsText("dry run");

        button(page, "Delete the mapping Mine").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        visitor.look("imports-delete-mapping");
        button(page, "Delete mapping").click();
        assertThat(page.getByText("None yet.")).isVisible();

        visitor.signIn(workspace.keyOf("Vera", Role.VIEWER));
        page.navigate("/imports");
        assertThat(row(page, "other.csv").first()).isVisible();
        assertThat(link(page, "Import a file")).isHidden();
    }

    private static void drop(Page page, String name, String text) {
        JSHandle data = page.evaluateHandle(TAKES_A_FILE, new String[] {name, text});
        page.getByText("Drop a CSV, Excel or XML file here").dispatchEvent("drop", Map.of("dataTransfer", data));
    }

    private static void choose(Page page, String name, String text) {
        page.getByLabel("Choose a file")
                .setInputFiles(new FilePayload(name, "text/csv", text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    private static Locator heading(Page page, String name) {
        return page.getByRole(HEADING, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(LINK, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator row(Page page, String text) {
        return page.getByRole(ROW).filter(new Locator.FilterOptions().setHasText(text));
    }
}
