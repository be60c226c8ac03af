package dev.waybill.standalone.hub;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.AriaRole.BUTTON;
import static com.microsoft.playwright.options.AriaRole.HEADING;
import static com.microsoft.playwright.options.AriaRole.LINK;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands elsewhere on its way into the catalogue: a file at an address, and an API page by page. */
@BrowserTest
class RemoteImportsBrowserTest {

    private static final String FILE = "sku,name,price,currency\nR-1,Remote chair,10,EUR\nR-2,Remote table,20,EUR\n";
    private static final String FIRST =
            "{\"data\": [{\"sku\": \"P-1\", \"name\": \"Paged\", \"price\": \"1\", \"currency\": \"EUR\"}], \"more\": \"two\"}";
    private static final String SECOND =
            "{\"data\": [{\"sku\": \"P-2\", \"name\": \"Behind it\", \"price\": \"2\", \"currency\": \"EUR\"}], \"more\": null}";

    private final List<String> queries = new CopyOnWriteArrayList<>();
    private HttpServer shop;

    @BeforeEach
    void open() throws IOException {
        shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/feed.csv", "text/csv");
        answer("/products", "application/json");
        shop.start();
    }

    @AfterEach
    void close() {
        shop.stop(0);
    }

    @Test
    void previewsAndImportsAFileThatStandsAtAnAddress(Visitor visitor) {
        Page page = visitor.open("/imports/new");
        link(page, "An address").click();
        assertThat(page.getByRole(HEADING, new Page.GetByRoleOptions().setName("Import from an address")))
                .isVisible();
        assertThat(page).hasTitle("Import from an address · Waybill");
        button(page, "Import").click();
        Locator address = page.getByLabel("Address of the file");
        assertThat(address).isFocused();
        assertThat(page.getByText("Enter an address that begins with http:// or https://"))
                .isVisible();
        visitor.lookInEveryWay("import-address-refused");
        address.fill("http://[");
        button(page, "Import").click();
        assertThat(page.getByText("Enter an address that begins with http:// or https://"))
                .isVisible();

        address.fill(at("/feed.csv"));
        button(page, "Preview 20 rows").click();
        assertThat(page.getByText("Of the first 2 rows: 2 new, 0 changed, 0 as they are, 0 with errors."))
                .isVisible();
        button(page, "Import").click();
        page.waitForURL(Pattern.compile(".*/operations/\\d+$"));
        assertThat(page.getByRole(HEADING, new Page.GetByRoleOptions().setName("Import feed.csv from 127.0.0.1")))
                .isVisible();
        assertThat(page.getByText("2 of 2").first()).isVisible();
    }

    @Test
    void readsAnApiPageByPage(Visitor visitor) {
        Page page = visitor.open("/imports/new?from=api");
        page.getByLabel("Address of the first page").fill(at("/products"));
        page.getByLabel("Records stand at").fill("/data");
        page.getByLabel("Next pages").selectOption("cursor");
        button(page, "Check all rows").click();
        Locator next = page.getByLabel("The cursor stands at");
        assertThat(next).isFocused();
        visitor.look("import-api");
        next.fill("/more");
        page.getByLabel("Page parameter").fill("after");
        page.getByLabel("Size parameter").fill("limit");
        page.getByLabel("Records a page").fill("1");

        button(page, "Check all rows").click();

        page.waitForURL(Pattern.compile(".*/operations/\\d+$"));
        assertThat(page.getByText("Succeeded").first()).isVisible();
        assertThat(page.getByText("2 of 2").first()).isVisible();
        assertThat(queries).contains("limit=1").anyMatch(query -> query.contains("after=two"));
    }

    @Test
    void keepsWhatIsSaidWhenOneLooksAtAnotherSource(Visitor visitor) {
        Page page = visitor.open("/imports/new?from=address");
        page.getByLabel("Address of the file").fill("https://shop.example/feed.csv");
        page.getByLabel("Format").selectOption("csv");
        link(page, "A file").click();
        assertThat(page.getByText("Drop a CSV, Excel or XML file here")).isVisible();
        page.goBack();
        assertThat(page.getByLabel("Address of the file")).hasValue("https://shop.example/feed.csv");
        assertThat(page.getByLabel("Format")).hasValue("csv");
        assertThat(page.getByLabel("Columns are divided by")).isVisible();
    }

    private void answer(String path, String type) {
        shop.createContext(path, exchange -> {
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            queries.add(query);
            String text = type.equals("text/csv") ? FILE : query.contains("after=two") ? SECOND : FIRST;
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private String at(String path) {
        return "http://127.0.0.1:" + shop.getAddress().getPort() + path;
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(LINK, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
