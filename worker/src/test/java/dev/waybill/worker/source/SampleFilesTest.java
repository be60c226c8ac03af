package dev.waybill.worker.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The samples as they are in the standalone; {@link SampleFiles} makes them. */
class SampleFilesTest {

    @Test
    void holdsAFeedWithFiveBadItems() throws IOException {
        byte[] bytes = Files.readAllBytes(SampleFiles.folder().resolve("merchant-feed.xml"));
        List<Map<String, String>> items = Reading.maps(Reading.xml(bytes, XmlOptions.DETECT));

        assertThat(new String(bytes, UTF_8)).isEqualTo(SampleFiles.feed());
        assertThat(items).hasSize(SampleFiles.PRODUCTS);
        assertThat(items.get(3).get("description")).startsWith("<p>A moss");
        assertThat(bad(items, "g:id", "title", "g:price")).containsExactly(44, 97, 188, 241, 290);
    }

    @Test
    void holdsAWorkbookWithFourBadRows() throws IOException {
        byte[] bytes = Files.readAllBytes(SampleFiles.folder().resolve("office.xlsx"));
        RecordSource source = Reading.excel(bytes);
        List<Map<String, String>> rows = Reading.maps(source);

        assertThat(rows).isEqualTo(Reading.maps(Reading.excel(SampleFiles.workbook())));
        assertThat(rows).hasSize(SampleFiles.PRODUCTS);
        assertThat(rows.get(4))
                .containsEntry("Price", "13.05")
                .containsEntry("Sale price", "11.75")
                .containsEntry("Stock", "35")
                .containsEntry("Brand", "Greenwell")
                .containsEntry("Categories", "Office > Paper")
                .containsEntry("Available from", "2026-01-06")
                .containsEntry("Fair trade", "true");
        assertThat(bad(rows, "SKU", "Name", "Price")).containsExactly(61, 133, 202, 275);
        assertThat(Reading.records(source).stream().filter(row -> row.fault() != null))
                .extracting(Reading::fault)
                .containsExactly("cell_error");
        assertThat(Reading.records(source).get(150).row()).isEqualTo(153);
    }

    /** Numbers from 1 of those without an identity, a name or a price, and of those that came before. */
    private static List<Integer> bad(List<Map<String, String>> products, String sku, String name, String price) {
        Set<String> seen = new HashSet<>();
        List<Integer> bad = new ArrayList<>();
        for (int number = 1; number <= products.size(); number++) {
            Map<String, String> product = products.get(number - 1);
            boolean priced = product.getOrDefault(price, "").matches("\\d+(\\.\\d+)?( EUR)?");
            boolean named = product.containsKey(name) && product.containsKey(sku);
            if (!named || !priced || !seen.add(product.get(sku))) {
                bad.add(number);
            }
        }
        return bad;
    }
}
