package dev.waybill.worker.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.shared.job.Rejected;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Reads sources that are made to take all memory, one after another, and says how each was refused. */
final class HostileSources {

    private static final long GIGABYTE = 1L << 30;
    private static final long FOUR_HEAPS = 200L << 20;
    private static final int UNPACKED = 200 << 20;
    private static final String SHEET = "xl/worksheets/sheet1.xml";
    private static final String STRINGS = "xl/sharedStrings.xml";

    private HostileSources() {}

    public static void main(String[] arguments) throws IOException {
        csv("field of a gigabyte", "sku,name\n1,\"", "x");
        csv("field without quotes", "sku,name\n1,", "x");
        csv("header", "", "x");
        csv("columns of the header", "", "a,");
        csv("columns", "sku,name\n", ",");
        xml("text", "<c><p><n>", "x");
        xml("entities", "<c><p><n>", "&amp;");
        xml("attribute", "<c><p a='", "x");
        xml("attributes", "<c><p", " a='x'");
        xml("name", "<c><p", "x");
        xml("comment", "<c><!--", "x");
        xml("data section", "<c><p><n><![CDATA[", "x");
        xml("instruction", "<c><?x ", "x");
        xml("depth", "<c>", "<p>");
        xml("namespaces", "<c><p", " xmlns:x='y'");
        xml("definition", "<!DOCTYPE c [", "<!ENTITY a \"x\">");
        xml("laughs", "<!DOCTYPE c [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><c><p>", "<n>&b;</n>");
        xml("blanks", "", " ");
        json("string", "[{\"a\":\"", "x");
        json("name", "[{\"", "x");
        json("number", "[{\"a\":1", "1");
        json("depth of arrays", "", "[");
        json("depth of objects", "", "{\"a\":");
        json("members", "[{", "\"a\":1,");
        excel("sheet", SHEET, "<worksheet><sheetData>", " ");
        excel("cell", SHEET, "<worksheet><sheetData><row><c t='inlineStr'><is><t>", "x");
        excel("depth", SHEET, "<worksheet><sheetData>", "<row>");
        excel("strings", STRINGS, "<sst><si><t>", "x");
        excel("zip in a zip", SHEET, "PK\u0003\u0004", "PK\u0003\u0004");
        overlapping();
        System.out.println("all read");
    }

    private static void csv(String name, String start, String rest) {
        read("csv: " + name, new CsvSource(endless(start, rest), CsvOptions.DETECT, ReadLimits.DEFAULTS));
    }

    private static void xml(String name, String start, String rest) {
        read("xml: " + name, new XmlSource(endless(start, rest), XmlOptions.DETECT, ReadLimits.DEFAULTS));
    }

    private static void json(String name, String start, String rest) {
        read("json: " + name, new JsonSource(endless(start, rest), new JsonOptions(null), ReadLimits.DEFAULTS));
    }

    private static void excel(String name, String part, String start, String rest) throws IOException {
        Path file = Files.createTempFile("waybill-", ".xlsx");
        try {
            write(file, part, start, rest);
            read("excel: " + name, excel(file));
        } finally {
            Files.delete(file);
        }
    }

    /** Two entries of the directory are one and the same piece of the file. */
    private static void overlapping() throws IOException {
        Path file = Files.createTempFile("waybill-", ".xlsx");
        try {
            write(file, SHEET, "<sst><si><t>", "x");
            nameAgain(file, SHEET, STRINGS);
            read("excel: overlapping", excel(file));
        } finally {
            Files.delete(file);
        }
    }

    private static RecordSource excel(Path file) {
        return new ExcelSource(() -> Files.newInputStream(file), ExcelOptions.DETECT, ReadLimits.DEFAULTS);
    }

    private static void read(String name, RecordSource source) {
        String outcome;
        try {
            Survey survey = source.survey();
            long records = 0;
            try (RecordReader reader = source.open(survey)) {
                while (reader.next() != null) {
                    records++;
                }
            }
            outcome = "read " + records;
        } catch (Rejected refused) {
            outcome = refused.reasonCode();
        } catch (IOException e) {
            outcome = "failed: " + e;
        }
        System.out.println(name + " = " + outcome);
    }

    private static void write(Path file, String part, String start, String rest) throws IOException {
        Book frame =
                Book.of(Book.HEADER + "<row><c r=\"A2\"><v>1</v></c></row>").strings("");
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (String name : frame.names()) {
                zip.putNextEntry(new ZipEntry(name));
                if (name.equals(part)) {
                    fill(zip, start, rest);
                } else {
                    zip.write(frame.partBytes(name));
                }
            }
        }
    }

    private static void fill(OutputStream out, String start, String rest) throws IOException {
        out.write(start.getBytes(UTF_8));
        byte[] piece = rest.repeat((1 << 16) / rest.length()).getBytes(ISO_8859_1);
        for (int written = 0; written < UNPACKED; written += piece.length) {
            out.write(piece);
        }
    }

    private static void nameAgain(Path file, String name, String other) throws IOException {
        try (RandomAccessFile zip = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] tail = new byte[1 << 13];
            long from = zip.length() - tail.length;
            zip.seek(from);
            zip.readFully(tail);
            ByteBuffer bytes = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
            int end = tail.length - 22;
            long directory = bytes.getInt(end + 16) & 0xFFFFFFFFL;
            int size = bytes.getInt(end + 12);
            ByteBuffer entries = bytes.slice((int) (directory - from), size).order(ByteOrder.LITTLE_ENDIAN);
            byte[] again = entry(entries, name, other);
            byte[] rest = drop(entries, other);
            zip.setLength(directory);
            zip.seek(directory);
            zip.write(rest);
            zip.write(again);
            bytes.putInt(end + 12, rest.length + again.length);
            zip.write(tail, end, 22);
        }
    }

    private static byte[] entry(ByteBuffer entries, String name, String as) {
        for (int at = 0; at < entries.limit(); at += length(entries, at)) {
            if (name(entries, at).equals(name)) {
                ByteBuffer copy = ByteBuffer.allocate(46 + as.length()).order(ByteOrder.LITTLE_ENDIAN);
                copy.put(0, entries, at, 46);
                copy.putShort(28, (short) as.length()).putShort(30, (short) 0).putShort(32, (short) 0);
                copy.put(46, as.getBytes(US_ASCII));
                return copy.array();
            }
        }
        throw new IllegalStateException(name);
    }

    private static byte[] drop(ByteBuffer entries, String name) {
        for (int at = 0; at < entries.limit(); at += length(entries, at)) {
            if (name(entries, at).equals(name)) {
                int length = length(entries, at);
                byte[] rest = new byte[entries.limit() - length];
                entries.get(0, rest, 0, at);
                entries.get(at + length, rest, at, rest.length - at);
                return rest;
            }
        }
        throw new IllegalStateException(name);
    }

    private static int length(ByteBuffer entries, int at) {
        return 46 + entries.getShort(at + 28) + entries.getShort(at + 30) + entries.getShort(at + 32);
    }

    private static String name(ByteBuffer entries, int at) {
        byte[] name = new byte[entries.getShort(at + 28)];
        entries.get(at + 46, name);
        return new String(name, US_ASCII);
    }

    private static Content endless(String start, String rest) {
        byte[] first = start.getBytes(ISO_8859_1);
        byte[] piece = rest.repeat((1 << 16) / rest.length()).getBytes(ISO_8859_1);
        return () -> new Repeated(first, piece, start.endsWith("\"") ? GIGABYTE : FOUR_HEAPS);
    }

    /** Four times the heap of the same, or a gigabyte. */
    private static final class Repeated extends InputStream {

        private final byte[] first;
        private final byte[] piece;
        private final long size;
        private long at;

        Repeated(byte[] first, byte[] piece, long size) {
            this.size = size;
            this.first = first;
            this.piece = piece;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (at >= size) {
                return -1;
            }
            boolean begins = at < first.length;
            byte[] from = begins ? first : piece;
            int start = (int) (begins ? at : (at - first.length) % piece.length);
            int count = Math.min(length, from.length - start);
            System.arraycopy(from, start, buffer, offset, count);
            at += count;
            return count;
        }
    }
}
