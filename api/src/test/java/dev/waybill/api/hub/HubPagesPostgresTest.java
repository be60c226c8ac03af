package dev.waybill.api.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.api.ApiNode;
import dev.waybill.api.Http;
import dev.waybill.api.Http.Answer;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers are given, over HTTP. */
@PostgresTest
class HubPagesPostgresTest {

    private static ApiNode node;
    private static ApiNode library;
    private static Http browser;

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(database, "waybill.hub.dashboard-url=https://jobs.example.com");
        library = ApiNode.start(database, "waybill.hub.enabled=false");
        browser = node.http().as(null);
    }

    @AfterAll
    static void stop() {
        node.close();
        library.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/operations/4200",
                "/imports",
                "/imports/new",
                "/locations",
                "/locations/new",
                "/locations/7",
                "/enrichment/7",
                "/drift",
                "/drift/7",
                "/packs",
                "/queues",
                "/settings/keys",
                "/settings/members"
            })
    void givesEveryRouteTheShellToAnybody(String path) {
        Answer page = browser.get(path);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(page.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'")
                .endsWith("require-trusted-types-for 'script'; trusted-types lit-html");
        assertThat(page.text())
                .contains("data-dashboard=\"https://jobs.example.com\"")
                .doesNotContain("{{");
        assertThat(browser.get(path, "If-None-Match", page.header("ETag")).status())
                .isEqualTo(304);
    }

    @Test
    void saysWhenNobodyCanBeSignedInUnlessTheBrowserKeepsItsCookieBack() {
        assertThat(browser.get("/").text()).contains("data-session=\"none\"");
        assertThat(browser.get("/", "Sec-Fetch-Site", "cross-site").text()).contains("data-session=\"\"");
        assertThat(browser.get("/", "Cookie", "waybill-session=x").text()).contains("data-session=\"\"");
    }

    @Test
    void letsFilesOfThisReleaseBeKeptForEverAndNoOthers() {
        List<String> files = links(browser.get("/").text());
        assertThat(files)
                .anyMatch(file -> file.endsWith("/js/app.js"))
                .anyMatch(file -> file.endsWith("/js/lib/lit.js"))
                .anyMatch(file -> file.endsWith("/css/tokens.css"))
                .anyMatch(file -> file.endsWith("/icon.svg"));
        for (String file : files) {
            Answer answer = browser.get(file);
            assertThat(answer.status()).as(file).isEqualTo(200);
            assertThat(answer.header("Cache-Control")).as(file).contains("max-age=31536000", "immutable");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            Answer older = browser.get(file.replaceFirst("^/hub/[0-9a-f]+/", "/hub/0123456789ab/"));
            assertThat(older.status()).isEqualTo(200);
            assertThat(older.header("Cache-Control")).isEqualTo("no-cache");
        }
    }

    @Test
    void namesTheTemplatesWhereTheyLie() {
        String lit = links(browser.get("/").text()).stream()
                .filter(file -> file.endsWith("/lit.js"))
                .findFirst()
                .orElseThrow();
        Matcher paths = Pattern.compile("'(?:\\.\\./)+(webjars/[^']+)'")
                .matcher(browser.get(lit).text());
        assertThat(paths.results().map(found -> found.group(1)).distinct())
                .hasSizeGreaterThan(3)
                .allSatisfy(path -> {
                    Answer module = browser.get("/" + path);
                    assertThat(module.status()).as(path).isEqualTo(200);
                    assertThat(module.header("Content-Type")).startsWith("text/javascript");
                });
    }

    @Test
    void compressesForThoseWhoTakeIt() throws IOException {
        Answer plain = browser.get("/");
        Answer compressed = browser.get("/", "Accept-Encoding", "br, gzip");
        assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(compressed.header("ETag")).isNotEqualTo(plain.header("ETag"));
        byte[] body = compressed.response().body();
        assertThat(new String(
                        new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(plain.text());
        assertThat(browser.get("/", "Accept-Encoding", "gzip;q=0").header("Content-Encoding"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hub/x/js/nothing.js",
                "/hub/x/shell.html",
                "/hub/x/js/..%2f..%2fwaybill-api.yml",
                "/hub/x/../../waybill-api.yml",
                "/webjars/lit-html/3.3.2/package.json",
                "/operations/7/more"
            })
    void givesNothingElse(String path) {
        assertThat(browser.get(path).status()).isIn(400, 404);
    }

    @Test
    void isAbsentWhereItIsNotAskedFor() {
        assertThat(library.http().get("/").status()).isEqualTo(404);
    }

    private static List<String> links(String page) {
        return Pattern.compile("(?:href|src)=\"(/hub/[^\"]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
