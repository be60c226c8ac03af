package dev.waybill.worker.source;

import dev.waybill.shared.job.Rejected;
import java.util.HashMap;
import java.util.Map;

/** The paths of elements or members, each made once, up to limits: a file with ever new paths is refused. */
final class PathTree {

    private static final int MOST_PATHS = 10_000;
    private static final int LONGEST_PATH = 500;

    private final String refusal;
    private final Node root;
    private int count;

    /**
     * @param root the path of the root; those below it are joined to it with a slash, unless it is empty
     * @param refusal the reason code of a file with too many paths
     */
    PathTree(String root, String refusal) {
        this.root = new Node(root);
        this.refusal = refusal;
    }

    Node root() {
        return root;
    }

    /** A path and those below it. */
    final class Node {

        private final String path;
        private final Map<String, Node> children = new HashMap<>();

        private Node(String path) {
            this.path = path;
        }

        String path() {
            return path;
        }

        Node child(String name) {
            Node child = children.get(name);
            return child != null ? child : add(name);
        }

        private Node add(String name) {
            String childPath = path.isEmpty() ? name : path + "/" + name;
            if (++count > MOST_PATHS || childPath.length() > LONGEST_PATH) {
                throw new Rejected(refusal, "The file has too many different or too long paths of names.");
            }
            Node child = new Node(childPath);
            children.put(name, child);
            return child;
        }
    }
}
