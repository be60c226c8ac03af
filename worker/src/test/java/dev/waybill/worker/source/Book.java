package dev.waybill.worker.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A workbook made of its parts by hand, for what no writer of workbooks writes. */
final class Book {

    /** A header of two columns. */
    static final String HEADER = "<row r=\"1\">" + text("A1", "sku") + text("B1", "value") + "</row>";

    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String REFERENCES = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static final String TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private final Map<String, byte[]> parts = new LinkedHashMap<>();

    private Book() {}

    /** One sheet named {@code Sheet1} with these rows, and nothing else. */
    static Book of(String rows) {
        return new Book()
                .part("[Content_Types].xml", contentTypes())
                .part("_rels/.rels", relationships(relationship("r", "officeDocument", "xl/workbook.xml")))
                .workbook("", "<sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"s1\"/>")
                .part(
                        "xl/_rels/workbook.xml.rels",
                        relationships(
                                relationship("s1", "worksheet", "worksheets/sheet1.xml"),
                                relationship("t", "sharedStrings", "sharedStrings.xml"),
                                relationship("f", "styles", "styles.xml")))
                .part("xl/worksheets/sheet1.xml", sheet(rows));
    }

    static String relationships(String... each) {
        return "<Relationships xmlns=\"%s\">%s</Relationships>".formatted(REFERENCES, String.join("", each));
    }

    static String relationship(String id, String type, String target) {
        return "<Relationship Id=\"%s\" Type=\"%s/%s\" Target=\"%s\"/>".formatted(id, TYPES, type, target);
    }

    /** A cell with a text of its own. */
    static String text(String cell, String text) {
        return "<c r=\"%s\" t=\"inlineStr\"><is><t>%s</t></is></c>".formatted(cell, text);
    }

    static String sheet(String rows) {
        return "<worksheet xmlns=\"%s\"><sheetData>%s</sheetData></worksheet>".formatted(MAIN, rows);
    }

    private static String contentTypes() {
        String format = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        StringBuilder types = new StringBuilder();
        List.of("workbook:sheet.main", "styles:styles", "sharedStrings:sharedStrings")
                .forEach(part -> types.append("<Override PartName=\"/xl/%s.xml\" ContentType=\"%s%s+xml\"/>"
                        .formatted(part.split(":")[0], format, part.split(":")[1])));
        for (int sheet = 1; sheet <= 2; sheet++) {
            types.append("<Override PartName=\"/xl/worksheets/sheet%d.xml\" ContentType=\"%sworksheet+xml\"/>"
                    .formatted(sheet, format));
        }
        return "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>" + types + "</Types>";
    }

    Book workbook(String properties, String sheets) {
        return part(
                "xl/workbook.xml",
                "<workbook xmlns=\"%s\" xmlns:r=\"%s\">%s<sheets>%s</sheets></workbook>"
                        .formatted(MAIN, TYPES, properties, sheets));
    }

    Book strings(String items) {
        return part("xl/sharedStrings.xml", "<sst xmlns=\"%s\">%s</sst>".formatted(MAIN, items));
    }

    /** @param formats codes of formats; cells refer to them by style 1, 2, … */
    Book formats(String... formats) {
        StringBuilder codes = new StringBuilder();
        StringBuilder styles = new StringBuilder("<xf numFmtId=\"0\"/>");
        for (int index = 0; index < formats.length; index++) {
            String escaped = formats[index].replace("\"", "&quot;");
            codes.append("<numFmt numFmtId=\"%d\" formatCode=\"%s\"/>".formatted(200 + index, escaped));
            styles.append("<xf numFmtId=\"%d\" applyNumberFormat=\"1\"/>".formatted(200 + index));
        }
        return part(
                "xl/styles.xml",
                "<styleSheet xmlns=\"%s\"><numFmts>%s</numFmts><fonts><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
                                .formatted(MAIN, codes)
                        + "<fills><fill><patternFill patternType=\"none\"/></fill></fills>"
                        + "<borders><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
                        + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
                        + "<cellXfs>%s</cellXfs></styleSheet>".formatted(styles));
    }

    Book part(String name, String text) {
        return part(name, text.getBytes(UTF_8));
    }

    Book part(String name, byte[] bytes) {
        parts.put(name, bytes);
        return this;
    }

    Book without(String name) {
        parts.remove(name);
        return this;
    }

    byte[] partBytes(String name) {
        byte[] bytes = parts.get(name);
        if (bytes == null) {
            throw new IllegalArgumentException(name);
        }
        return bytes;
    }

    Iterable<String> names() {
        return parts.keySet();
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
