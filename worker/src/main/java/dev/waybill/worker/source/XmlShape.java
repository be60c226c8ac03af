package dev.waybill.worker.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How often which elements come in an XML file, to find out which one is its record. */
final class XmlShape {

    private static final int NAMED_PATHS = 5;

    private final PathTree paths = new PathTree("", "xml_too_complex");
    private final Map<PathTree.Node, Tally> tallies = new LinkedHashMap<>();

    private XmlShape() {}

    /** Goes through all of it. */
    static XmlShape of(XmlWalk walk) throws IOException {
        XmlShape shape = new XmlShape();
        List<Tally> open = new ArrayList<>(List.of(shape.tally(shape.paths.root(), 0)));
        for (XmlWalk.Event event = walk.next(); event != XmlWalk.Event.DONE; event = walk.next()) {
            if (event == XmlWalk.Event.START) {
                open.add(shape.start(open.getLast(), walk));
            } else if (event == XmlWalk.Event.END) {
                end(open.removeLast(), open.getLast());
            }
        }
        return shape;
    }

    /**
     * The element that is most likely a record: of those that have something in them and repeat about as often as any
     * other, the one closest to the root; or, where nothing repeats, the first one that has at least two values.
     */
    Optional<String> record() {
        return repeated(tally -> tally.structured)
                .or(() -> repeated(any -> true))
                .or(this::single);
    }

    /** Some of the elements that could be a record, the most frequent first, for people. */
    String candidates() {
        Stream<Tally> most = all().filter(tally -> tally.depth > 1)
                .sorted(Comparator.comparingLong((Tally tally) -> tally.most).reversed());
        return String.join(", ", most.limit(NAMED_PATHS).map(Tally::path).toList());
    }

    private Optional<String> repeated(Predicate<Tally> like) {
        long most = all().filter(like).mapToLong(tally -> tally.most).max().orElse(0);
        return all().filter(like)
                .filter(tally -> tally.most >= 2 && tally.most * 10 >= most)
                .min(Comparator.comparingInt((Tally tally) -> tally.depth)
                        .thenComparing((Tally tally) -> tally.most, Comparator.reverseOrder()))
                .map(Tally::path);
    }

    private Optional<String> single() {
        return all().filter(tally -> tally.values >= 2)
                .min(Comparator.comparingInt(tally -> tally.depth))
                .map(Tally::path);
    }

    private Stream<Tally> all() {
        return tallies.values().stream().filter(tally -> tally.depth > 0);
    }

    private Tally start(Tally parent, XmlWalk walk) {
        PathTree.Node node = parent.node.child(walk.name());
        Tally tally = tally(node, parent.depth + 1);
        parent.structured = true;
        parent.children++;
        tally.children = 0;
        tally.structured |= walk.attributes() > 0;
        tally.values += walk.attributes();
        if (tally.parentSeen != parent.seen) {
            tally.parentSeen = parent.seen;
            tally.siblings = 0;
        }
        tally.seen++;
        tally.most = Math.max(tally.most, ++tally.siblings);
        return tally;
    }

    private static void end(Tally tally, Tally parent) {
        if (tally.children == 0) {
            parent.values++;
        }
    }

    private Tally tally(PathTree.Node node, int depth) {
        return tallies.computeIfAbsent(node, any -> new Tally(node, depth));
    }

    /** What is known of one path. */
    private static final class Tally {

        private final PathTree.Node node;
        private final int depth;
        private long seen;
        private long parentSeen = -1;
        private long siblings;
        private long most;
        private long children;
        private long values;
        private boolean structured;

        Tally(PathTree.Node node, int depth) {
            this.node = node;
            this.depth = depth;
        }

        String path() {
            return "/" + node.path();
        }
    }
}
