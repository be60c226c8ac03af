package dev.waybill.worker.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Makes the samples of the demonstration, always the same: {@code merchant-feed.xml}, a Google Merchant feed, and
 * {@code office.xlsx}. Run it to write them anew.
 */
final class SampleFiles {

    static final int PRODUCTS = 300;

    private static final List<String> COLOURS = List.of("Moss", "Terracotta", "Slate", "Sand", "Anthracite", "Copper");
    private static final List<String> BRANDS =
            List.of("Greenwell", "Hallam & Sons", "Norrgård", "Atelier Vée", "Kobo Works");
    private static final List<Kind> GARDEN = List.of(
            new Kind(
                    "Watering Can",
                    "Home & Garden > Lawn & Garden > Watering & Irrigation",
                    "Garden > Watering",
                    2_490),
            new Kind("Planter", "Home & Garden > Lawn & Garden > Gardening > Pots & Planters", "Garden > Pots", 1_450),
            new Kind(
                    "Secateurs",
                    "Home & Garden > Lawn & Garden > Gardening > Gardening Tools",
                    "Garden > Tools",
                    3_290),
            new Kind("Lantern", "Home & Garden > Lighting > Landscape Pathway Lighting", "Garden > Light", 3_990),
            new Kind("Bench", "Furniture > Outdoor Furniture > Outdoor Seating", "Garden > Furniture", 18_900));
    private static final List<Kind> OFFICE = List.of(
            new Kind("Notebook A5", "", "Office > Paper", 1_290),
            new Kind("Fountain Pen", "", "Office > Writing", 4_900),
            new Kind("Desk Tray", "", "Office > Storage", 2_350),
            new Kind("Monitor Stand", "", "Office > Furniture", 7_900),
            new Kind("Letter Opener", "", "Office > Tools", 1_690));

    private SampleFiles() {}

    /** A sort of product with its usual price in cents. */
    private record Kind(String name, String googleCategory, String type, int cents) {}

    public static void main(String[] arguments) throws IOException {
        Files.write(folder().resolve("merchant-feed.xml"), feed().getBytes(UTF_8));
        Files.write(folder().resolve("office.xlsx"), workbook());
    }

    /** Where the standalone keeps them. */
    static Path folder() {
        Path root = Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .filter(path -> Files.exists(path.resolve("pom.xml")))
                .reduce((inner, outer) -> outer)
                .orElseThrow();
        return root.resolve("standalone/src/main/resources/samples");
    }

    /** Five of its items are bad: a negative price, a price that is none, no title, no id, and an id used before. */
    static String feed() {
        StringBuilder feed = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">
                  <channel>
                    <title>Greenwell Garden</title>
                    <link>https://shop.example.com</link>
                    <description>Everything for small gardens</description>
                """);
        for (int number = 1; number <= PRODUCTS; number++) {
            feed.append(item(number));
        }
        return feed.append("  </channel>\n</rss>\n").toString();
    }

    private static String item(int number) {
        Kind kind = GARDEN.get(number % GARDEN.size());
        String colour = COLOURS.get(number / GARDEN.size() % COLOURS.size());
        String id = number == 241 ? "" : "GRD-%04d".formatted(number == 290 ? 17 : number);
        String title = number == 188 ? "" : kind.name() + " " + colour + " No. " + number;
        String price = switch (number) {
            case 44 -> "-12.00 EUR";
            case 97 -> "on request";
            default -> money(kind.cents() + number * 5) + " EUR";
        };
        StringBuilder item = new StringBuilder("    <item>\n");
        tag(item, "g:id", id);
        tag(item, "title", title);
        item.append("      <description><![CDATA[<p>A ")
                .append(colour.toLowerCase(Locale.ROOT))
                .append(' ')
                .append(kind.name().toLowerCase(Locale.ROOT))
                .append(" for balcony &amp; garden.</p>]]></description>\n");
        tag(item, "link", "https://shop.example.com/p/" + number);
        tag(item, "g:image_link", "https://images.example.com/grd-%04d.jpg".formatted(number));
        for (int image = 1; image <= number % 3; image++) {
            tag(item, "g:additional_image_link", "https://images.example.com/grd-%04d-%d.jpg".formatted(number, image));
        }
        tag(item, "g:availability", number % 11 == 0 ? "out_of_stock" : "in_stock");
        tag(item, "g:price", price);
        if (number % 6 == 0) {
            tag(item, "g:sale_price", money((kind.cents() + number * 5) * 4 / 5) + " EUR");
        }
        tag(item, "g:brand", BRANDS.get(number % 4));
        tag(item, "g:gtin", gtin(400_693_800_000L + number));
        tag(item, "g:condition", "new");
        tag(item, "g:color", colour);
        tag(item, "g:google_product_category", kind.googleCategory());
        tag(item, "g:product_type", kind.type());
        return item.append("    </item>\n").toString();
    }

    private static void tag(StringBuilder item, String name, String text) {
        if (!text.isEmpty()) {
            item.append("      <%s>%s</%s>\n".formatted(name, escaped(text), name));
        }
    }

    /** Four of its rows are bad: the error of a formula, a price that is none, no name, and an SKU used before. */
    static byte[] workbook() {
        StringBuilder rows = new StringBuilder(header());
        for (int number = 1; number <= PRODUCTS; number++) {
            rows.append(row(number, number + (number > 150 ? 2 : 1)));
        }
        return Book.of(rows.toString())
                .workbook(
                        "",
                        "<sheet name=\"Products\" sheetId=\"1\" r:id=\"s1\"/>"
                                + "<sheet name=\"Notes\" sheetId=\"2\" r:id=\"s2\"/>")
                .part(
                        "xl/_rels/workbook.xml.rels",
                        Book.relationships(
                                Book.relationship("s1", "worksheet", "worksheets/sheet1.xml"),
                                Book.relationship("s2", "worksheet", "worksheets/sheet2.xml"),
                                Book.relationship("t", "sharedStrings", "sharedStrings.xml"),
                                Book.relationship("f", "styles", "styles.xml")))
                .part(
                        "xl/worksheets/sheet2.xml",
                        Book.sheet("<row r=\"1\">" + text("A1", "Prices are net, in EUR. Dates: delivery starts.")
                                + "</row>"))
                .strings(categories())
                .formats("yyyy\\-mm\\-dd", "#,##0.00")
                .bytes();
    }

    private static String categories() {
        StringBuilder items = new StringBuilder();
        Stream.concat(OFFICE.stream().map(Kind::type), BRANDS.stream())
                .forEach(each -> items.append("<si><t>").append(escaped(each)).append("</t></si>"));
        return items.toString();
    }

    private static String header() {
        List<String> names = List.of(
                "SKU",
                "Name",
                "Description",
                "Price",
                "Sale price",
                "Stock",
                "Brand",
                "Categories",
                "Image URL",
                "Available from",
                "Fair trade");
        StringBuilder cells = new StringBuilder("<row r=\"1\">");
        for (int column = 0; column < names.size(); column++) {
            cells.append(text((char) ('A' + column) + "1", names.get(column)));
        }
        return cells.append("</row>").toString();
    }

    private static String row(int number, int row) {
        Kind kind = OFFICE.get(number % OFFICE.size());
        String colour = COLOURS.get(number / OFFICE.size() % COLOURS.size());
        int cents = kind.cents() + number * 3;
        List<String> cells = new ArrayList<>();
        cells.add(text("A" + row, "OFC-%04d".formatted(number == 275 ? 8 : number)));
        if (number != 133) {
            cells.add(text("B" + row, "%s %s %d".formatted(kind.name(), colour, number)));
        }
        cells.add(text("C" + row, "For desks that are worked at."));
        cells.add(price(number, "D" + row, cents));
        if (number % 5 == 0) {
            cells.add("<c r=\"E%d\" s=\"2\"><f>ROUND(D%d*0.9,2)</f><v>%s</v></c>"
                    .formatted(row, row, money(Math.round(cents * 0.9f))));
        }
        cells.add("<c r=\"F%d\"><v>%d</v></c>".formatted(row, number * 7 % 120));
        cells.add(shared("G" + row, OFFICE.size() + number % BRANDS.size()));
        cells.add(shared("H" + row, number % OFFICE.size()));
        cells.add(text("I" + row, "https://images.example.com/ofc-%04d.jpg".formatted(number)));
        cells.add("<c r=\"J%d\" s=\"1\"><v>%d</v></c>".formatted(row, 46_023 + number));
        cells.add("<c r=\"K%d\" t=\"b\"><v>%d</v></c>".formatted(row, number % 2));
        return "<row r=\"%d\">%s</row>".formatted(row, String.join("", cells));
    }

    private static String price(int number, String cell, int cents) {
        return switch (number) {
            case 61 -> "<c r=\"%s\" t=\"e\"><f>VLOOKUP(A61,Prices!A:B,2,0)</f><v>#N/A</v></c>".formatted(cell);
            case 202 -> text(cell, "ask us");
            default -> "<c r=\"%s\" s=\"2\"><v>%s</v></c>".formatted(cell, money(cents));
        };
    }

    private static String text(String cell, String text) {
        return "<c r=\"%s\" t=\"inlineStr\"><is><t>%s</t></is></c>".formatted(cell, escaped(text));
    }

    private static String shared(String cell, int number) {
        return "<c r=\"%s\" t=\"s\"><v>%d</v></c>".formatted(cell, number);
    }

    private static String money(int cents) {
        return "%d.%02d".formatted(cents / 100, cents % 100);
    }

    /** With its check digit (GS1). */
    private static String gtin(long digits) {
        int sum = 0;
        long rest = digits;
        for (int position = 0; position < 12; position++, rest /= 10) {
            sum += (int) (rest % 10) * (position % 2 == 0 ? 3 : 1);
        }
        return digits + "" + (10 - sum % 10) % 10;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
