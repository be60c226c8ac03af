package dev.waybill.worker.source;

import dev.waybill.shared.job.Rejected;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The parts of a workbook's package and how they refer to each other (ECMA-376 part 2). */
final class WorkbookParts implements Closeable {

    /** A reference from one part to another. */
    record Relationship(String id, String type, String target) {

        /** By the end of its type, which transitional and strict workbooks share. */
        boolean is(String kind) {
            return type.endsWith("/" + kind);
        }
    }

    private static final int MOST_RELATIONSHIPS = 10_000;
    private static final long MOST_KEPT_BYTES = 8 << 20;

    private final ZipFile zip;
    private final ReadLimits limits;
    private final Inflation inflation = new Inflation();
    private final Map<String, ZipEntry> entries = new HashMap<>();

    private WorkbookParts(ZipFile zip, ReadLimits limits) {
        this.zip = zip;
        this.limits = limits;
        zip.stream().forEach(entry -> entries.putIfAbsent(key(entry.getName()), entry));
    }

    /** @throws Rejected {@code excel_malformed}, {@code archive_bomb} */
    static WorkbookParts open(Path file, ReadLimits limits) throws IOException {
        ZipDirectory.check(file);
        try {
            return new WorkbookParts(new ZipFile(file.toFile()), limits);
        } catch (ZipException | EOFException | IllegalArgumentException damaged) {
            throw new Rejected("excel_malformed", "The workbook is cut off or damaged.");
        }
    }

    boolean has(String part) {
        return entries.containsKey(key(part));
    }

    /** Goes through a part, which must exist, of any size. */
    XmlWalk walk(String part) throws IOException {
        return walk(part, Inflation.MOST_BYTES);
    }

    /** Goes through a part, which must exist, whose content is kept in memory. */
    XmlWalk walkSmall(String part) throws IOException {
        return walk(part, MOST_KEPT_BYTES);
    }

    private XmlWalk walk(String part, long most) throws IOException {
        try (InputStream start = bytes(part, most)) {
            Encoding encoding = Encoding.ofXml(start.readNBytes(1 << 10));
            InputStream bytes = Encoding.withoutMark(bytes(part, most));
            return new XmlWalk(bytes, encoding.charset(), XmlKind.WORKBOOK, limits);
        }
    }

    /** What a part refers to, an empty name stands for the package; nothing when it does not say. */
    List<Relationship> relationships(String part) throws IOException {
        int slash = part.lastIndexOf('/') + 1;
        String place = part.substring(0, slash);
        String relationships = place + "_rels/" + part.substring(slash) + ".rels";
        List<Relationship> found = new ArrayList<>();
        if (!has(relationships)) {
            return found;
        }
        try (XmlWalk walk = walkSmall(relationships)) {
            for (XmlWalk.Event event = walk.next(); event != XmlWalk.Event.DONE; event = walk.next()) {
                if (event == XmlWalk.Event.START && walk.localName().equals("Relationship")) {
                    found.add(relationship(walk, place));
                    requireFew(found.size());
                }
            }
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private InputStream bytes(String part, long most) throws IOException {
        ZipEntry entry = entries.get(key(part));
        if (entry == null) {
            throw new Rejected("excel_malformed", "The workbook lacks one of its parts.");
        }
        try {
            InputStream bytes = zip.getInputStream(entry);
            if (bytes != null) {
                return inflation.limit(bytes, entry.getCompressedSize(), most);
            }
        } catch (ZipException | EOFException damaged) {
            // refused below
        }
        throw new Rejected("excel_malformed", "The workbook is cut off or damaged.");
    }

    private static Relationship relationship(XmlWalk walk, String place) {
        String target = orEmpty(walk.attribute("Target"));
        return new Relationship(
                orEmpty(walk.attribute("Id")), orEmpty(walk.attribute("Type")), resolved(place, target));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static void requireFew(int relationships) {
        if (relationships > MOST_RELATIONSHIPS) {
            throw new Rejected("excel_malformed", "The workbook has far too many parts.");
        }
    }

    private static String resolved(String place, String target) {
        Deque<String> names = new ArrayDeque<>();
        for (String name : (target.startsWith("/") ? target : place + target).split("/")) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return String.join("/", names);
    }

    /** Part names are compared whatever their case, and some writers separate them as Windows does. */
    private static String key(String name) {
        return name.replace('\\', '/').toLowerCase(Locale.ROOT);
    }
}
