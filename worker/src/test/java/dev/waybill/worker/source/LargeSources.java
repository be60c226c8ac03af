package dev.waybill.worker.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes a large source, surveys and reads it, and tells how long that took. */
final class LargeSources {

    private static final int COLUMNS = 8;
    private static final int TEXTS = 3;

    private LargeSources() {}

    public static void main(String[] arguments) throws IOException {
        int size = Integer.parseInt(arguments[1]);
        if (arguments[0].equals("xml")) {
            Content feed = () -> new Feed(size * 1_000_000L);
            read(new XmlSource(feed, XmlOptions.DETECT, ReadLimits.DEFAULTS));
        } else {
            Path workbook = Files.createTempFile("waybill-", ".xlsx");
            try {
                write(workbook, size);
                System.out.printf("%,d bytes%n", Files.size(workbook));
                read(new ExcelSource(() -> Files.newInputStream(workbook), ExcelOptions.DETECT, ReadLimits.DEFAULTS));
            } finally {
                Files.delete(workbook);
            }
        }
    }

    private static void read(RecordSource source) throws IOException {
        long start = System.nanoTime();
        Survey survey = source.survey();
        long surveyed = System.nanoTime();
        long records = 0;
        long chars = 0;
        try (RecordReader reader = source.open(survey)) {
            for (SourceRecord record = reader.next(); record != null; record = reader.next()) {
                records++;
                chars += record.size();
            }
        }
        long read = System.nanoTime();
        System.out.printf(
                "%,d characters, surveyed in %d ms, read in %d ms%n%d of %d records read%n",
                chars, (surveyed - start) / 1_000_000, (read - surveyed) / 1_000_000, records, survey.records());
    }

    /** Three of the eight columns are shared texts, each of them another one. */
    private static void write(Path file, int rows) throws IOException {
        Book frame = Book.of("").formats("yyyy-mm-dd");
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (String name : frame.names()) {
                zip.putNextEntry(new ZipEntry(name));
                if (name.endsWith("sheet1.xml")) {
                    pieces(
                            zip,
                            "<worksheet><sheetData>" + header(),
                            rows,
                            LargeSources::row,
                            "</sheetData></worksheet>");
                } else {
                    zip.write(frame.partBytes(name));
                }
            }
            zip.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
            pieces(zip, "<sst>", rows * TEXTS, LargeSources::text, "</sst>");
        }
    }

    private static void pieces(OutputStream out, String start, int count, IntFunction<String> piece, String end)
            throws IOException {
        out.write(start.getBytes(UTF_8));
        for (int number = 0; number < count; number++) {
            out.write(piece.apply(number).getBytes(UTF_8));
        }
        out.write(end.getBytes(UTF_8));
    }

    private static String header() {
        StringBuilder cells = new StringBuilder("<row r=\"1\">");
        for (int column = 0; column < COLUMNS; column++) {
            cells.append("<c t=\"inlineStr\"><is><t>column ").append(column).append("</t></is></c>");
        }
        return cells.append("</row>").toString();
    }

    private static String row(int number) {
        int row = number + 2;
        int text = number * TEXTS;
        return ("<row r=\"" + row + "\"><c r=\"A" + row + "\" t=\"s\"><v>" + text + "</v></c>")
                + ("<c r=\"B" + row + "\" t=\"s\"><v>" + (text + 1) + "</v></c>")
                + ("<c r=\"C" + row + "\" t=\"s\"><v>" + (text + 2) + "</v></c>")
                + ("<c r=\"D" + row + "\"><v>" + number % 1_000 + ".5</v></c>")
                + ("<c r=\"E" + row + "\"><v>" + number + "</v></c>")
                + ("<c r=\"F" + row + "\" s=\"1\"><v>" + (40_000 + number % 6_000) + "</v></c>")
                + ("<c r=\"G" + row + "\" t=\"b\"><v>" + number % 2 + "</v></c>")
                + ("<c r=\"H" + row + "\"><f>D" + row + "*2</f><v>" + number % 1_000 * 2 + "</v></c></row>");
    }

    private static String text(int number) {
        return "<si><t>a text that only one product has, number " + number + "</t></si>";
    }

    /** A feed of that size that nobody keeps. */
    private static final class Feed extends InputStream {

        private static final String START =
                "<rss xmlns:g=\"http://base.google.com/ns/1.0\"><channel><title>Shop</title>";

        private final long size;
        private byte[] piece = START.getBytes(UTF_8);
        private int position;
        private long number;
        private long made;
        private boolean ended;

        Feed(long size) {
            this.size = size;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (position == piece.length && !make()) {
                return -1;
            }
            int count = Math.min(length, piece.length - position);
            System.arraycopy(piece, position, buffer, offset, count);
            position += count;
            return count;
        }

        private boolean make() {
            boolean more = !ended;
            ended = made >= size;
            String text = ended ? "</channel></rss>" : item(number++);
            piece = text.getBytes(UTF_8);
            made += piece.length;
            position = 0;
            return more;
        }

        private static String item(long number) {
            return "<item><g:id>SKU-" + number + "</g:id><title>Product number " + number + "</title>"
                    + "<description><![CDATA[<p>" + "A fine product, bright & well made. ".repeat(12) + "</p>]]>"
                    + "</description><link>https://shop.example/p/" + number + "</link><g:price>19.99 EUR</g:price>"
                    + "<g:image_link>https://i.example/" + number + ".jpg</g:image_link><g:brand>Marlow</g:brand>"
                    + "<g:additional_image_link>https://i.example/a.jpg</g:additional_image_link>"
                    + "<g:additional_image_link>https://i.example/b.jpg</g:additional_image_link></item>\n";
        }
    }
}
