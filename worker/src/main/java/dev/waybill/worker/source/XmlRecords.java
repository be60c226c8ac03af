package dev.waybill.worker.source;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of an XML file one after the other: every path below the record element is a field. */
final class XmlRecords implements Closeable {

    private static final String OWN_TEXT = ".";

    private final XmlWalk walk;
    private final RecordPath wanted;
    private final ReadLimits limits;
    private final PathTree fieldPaths = new PathTree("", "xml_too_complex");
    private final List<String> path = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();

    XmlRecords(XmlWalk walk, RecordPath wanted, ReadLimits limits) {
        this.walk = walk;
        this.wanted = wanted;
        this.limits = limits;
    }

    /** The next one; null after the last. */
    @Nullable
    RecordFields next() throws IOException {
        for (XmlWalk.Event event = walk.next(); event != XmlWalk.Event.DONE; event = walk.next()) {
            if (event == XmlWalk.Event.START) {
                path.add(walk.name());
                if (wanted.matches(path)) {
                    RecordFields fields = record();
                    path.removeLast();
                    return fields;
                }
            } else if (event == XmlWalk.Event.END) {
                path.removeLast();
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        walk.close();
    }

    private RecordFields record() throws IOException {
        RecordFields fields = new RecordFields(limits);
        int depth = 0;
        start(0, fieldPaths.root(), fields);
        while (depth >= 0) {
            switch (walk.next()) {
                case START -> {
                    open.get(depth).parent = true;
                    PathTree.Node node = open.get(depth).node.child(walk.name());
                    start(++depth, node, fields);
                }
                case TEXT -> append(open.get(depth), fields);
                case END -> end(depth--, fields);
                case DONE -> throw new IllegalStateException("a document ended within an element");
            }
        }
        return fields;
    }

    private void start(int depth, PathTree.Node node, RecordFields fields) {
        if (open.size() == depth) {
            open.add(new Open(new BoundedText(limits.fieldChars())));
        }
        Open element = open.get(depth);
        element.node = node;
        element.parent = false;
        element.text.clear();
        for (int index = 0; index < walk.attributes(); index++) {
            String name = walk.attributeName(index);
            if (name != null && fields.hasRoom(walk.attribute(index).length())) {
                fields.add(node.child("@" + name).path(), walk.attribute(index));
            }
        }
    }

    private void append(Open element, RecordFields fields) throws IOException {
        if (fields.hasRoom(walk.textLength())) {
            walk.appendTo(element.text);
        }
    }

    /** An element without others in it is a field even when it is empty; one with others only when it has text too. */
    private void end(int depth, RecordFields fields) {
        Open element = open.get(depth);
        boolean container = element.parent || depth == 0;
        if (!container || !element.text.isBlank()) {
            fields.add(depth == 0 ? OWN_TEXT : element.node.path(), element.text);
        }
    }

    /** An element that has started and not ended yet. */
    private final class Open {

        private final BoundedText text;
        private PathTree.Node node = fieldPaths.root();
        private boolean parent;

        Open(BoundedText text) {
            this.text = text;
        }
    }
}
