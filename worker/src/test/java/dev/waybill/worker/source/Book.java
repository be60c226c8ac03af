package dev.waybill.worker.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A workbook made of its parts by hand, for what no writer of workbooks writes. */
final class Book {

    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private final Map<String, byte[]> parts = new LinkedHashMap<>();

    private Book() {}

    /** One sheet named {@code Sheet1} with these rows, and nothing else. */
    static Book of(String rows) {
        return new Book()
                .part("[Content_Types].xml", "<Types/>")
                .part("_rels/.rels", relationships("r", "officeDocument", "xl/workbook.xml"))
                .workbook("", "<sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"s1\"/>")
                .part(
                        "xl/_rels/workbook.xml.rels",
                        relationships("s1", "worksheet", "worksheets/sheet1.xml")
                                .replace("</R", second("t", "sharedStrings", "sharedStrings.xml") + "</R")
                                .replace("</R", second("f", "styles", "styles.xml") + "</R"))
                .part("xl/worksheets/sheet1.xml", sheet(rows));
    }

    static String relationships(String id, String type, String target) {
        return "<Relationships>" + second(id, type, target) + "</Relationships>";
    }

    static String second(String id, String type, String target) {
        return "<Relationship Id=\"%s\" Type=\"%s/%s\" Target=\"%s\"/>".formatted(id, TYPES, type, target);
    }

    static String sheet(String rows) {
        return "<worksheet xmlns=\"%s\"><cols/><sheetData>%s</sheetData><mergeCells/></worksheet>"
                .formatted(MAIN, rows);
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
            styles.append("<xf numFmtId=\"%d\"/>".formatted(200 + index));
        }
        return part(
                "xl/styles.xml",
                "<styleSheet xmlns=\"%s\"><numFmts>%s</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
                                .formatted(MAIN, codes)
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
