package dev.waybill.worker.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadersTest {

    private static final HttpUrl CONTEXT = HttpUrl.get("https://api.example.com/v1/products?page=1");
    private static final Instant NOW = Instant.parse("2026-01-31T08:30:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<https://api.example.com/v1/products?page=2>; rel=\"next\" | https://api.example.com/v1/products?page=2",
                "<?page=2>; rel=next | https://api.example.com/v1/products?page=2",
                "</a,b;c?q=1,2>;rel=\"next\" | https://api.example.com/a,b;c?q=1,2",
                "<a>; rel=\"prev\", <b>; rel=\"next\" | https://api.example.com/v1/b",
                "<a>; title=\"a, <x>; rel=\\\"next\\\"\"; rel=last, <b>; rel=next | https://api.example.com/v1/b",
                "<a>; rel=\"first NEXT\" | https://api.example.com/v1/a",
                "<a> ; REL = \"next\" ; title*=UTF-8''x | https://api.example.com/v1/a",
                "<a>; rel=prev; rel=next, <b>; rel=next | https://api.example.com/v1/b",
                "<a>; anchor=\"/other\"; rel=next, <b>; rel=next | https://api.example.com/v1/b",
                "nonsense, <b>; rel=next | https://api.example.com/v1/b",
                ",, <b>;;rel=next | https://api.example.com/v1/b",
                "<a>; rel=nextpage | ``",
                "<a; rel=next | ``",
                "<a>; rel=\"next | https://api.example.com/v1/a",
                "<mailto:x@example.com>; rel=next | ``",
                "<a> | ``"
            })
    void findsTheNextLink(String header, String expected) {
        assertThat(LinkHeader.find(List.of(header), "next", CONTEXT)
                        .map(HttpUrl::toString)
                        .orElse(""))
                .isEqualTo(expected);
    }

    @Test
    void looksThroughAllLinkHeaders() {
        assertThat(LinkHeader.find(List.of("<a>; rel=first", "<b>; rel=next"), "next", CONTEXT))
                .contains(HttpUrl.get("https://api.example.com/v1/b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "attachment; filename=\"feed, 1.csv\" | feed, 1.csv",
                "attachment; filename=feed.csv | feed.csv",
                "attachment; filename=\"old.csv\"; filename*=UTF-8''Preise%20f%C3%BCr%20%E2%82%AC.csv | Preise für €.csv",
                "inline; filename*=iso-8859-1'en'%A3.csv | £.csv",
                "attachment; filename*=UTF-8''%zz; filename=plain.csv | plain.csv",
                "attachment; filename*=KOI8-R''x; filename=plain.csv | plain.csv",
                "attachment; filename=\"a\\\"b.csv\" | a\"b.csv",
                "attachment | products",
                "attachment; filename=\"\" | products",
            })
    void namesAFileAsItsServerDoes(String header, String expected) {
        assertThat(RemoteName.of(header, CONTEXT)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/feeds/all%20products.xml?x=1, all products.xml",
        "https://example.com/feeds/, example.com",
        "https://example.com, example.com"
    })
    void namesAFileAsItsAddressEndsOtherwise(String url, String expected) {
        assertThat(RemoteName.of(null, HttpUrl.get(url))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120 | PT2M",
                "0 | PT0S",
                "99999999999999999999 | PT1H",
                "4000 | PT1H",
                "Sat, 31 Jan 2026 08:31:00 GMT | PT1M",
                "Saturday, 31-Jan-26 08:31:00 GMT | PT1M",
                "Sat Jan 31 08:31:00 2026 | PT1M",
                "Sat, 31 Jan 2026 08:00:00 GMT | PT0S",
                "Sat, 31 Jan 2099 08:00:00 GMT | PT1H",
            })
    void readsHowLongToWait(String value, Duration expected) {
        assertThat(RetryAfter.of(Headers.of("Retry-After", value), NOW, Duration.ofHours(1)))
                .contains(expected);
    }

    @Test
    void measuresADateByTheClockOfItsServer() {
        Headers headers =
                Headers.of("Retry-After", "Sat, 31 Jan 2026 12:01:00 GMT", "Date", "Sat, 31 Jan 2026 12:00:00 GMT");

        assertThat(RetryAfter.of(headers, NOW, Duration.ofHours(9))).contains(Duration.ofMinutes(1));
    }

    @Test
    void knowsNoPauseFromNonsense() {
        assertThat(RetryAfter.of(Headers.of("Retry-After", "soon"), NOW, Duration.ofHours(1)))
                .isEmpty();
        assertThat(RetryAfter.of(Headers.of("Retry-After", "-5"), NOW, Duration.ofHours(1)))
                .isEmpty();
        assertThat(RetryAfter.of(Headers.of(), NOW, Duration.ofHours(1))).isEmpty();
    }
}
