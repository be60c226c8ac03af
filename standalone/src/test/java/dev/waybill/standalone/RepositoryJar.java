package dev.waybill.standalone;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A jar of the class path in Maven's local repository: what it is, and its licences as its POM or one of its parents has
 * them. Nothing is asked of the network.
 */
record RepositoryJar(Path file, String dependency, List<String> licences) {

    /** Those of this JVM's class path, without our own modules. */
    static List<RepositoryJar> all() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.toString().endsWith(".jar") && Files.exists(pom(path)))
                .map(RepositoryJar::of)
                .filter(jar -> !jar.dependency.startsWith("dev.waybill:"))
                .toList();
    }

    private static RepositoryJar of(Path jar) {
        Element project = read(pom(jar));
        String artifact = text(project, "artifactId");
        Path version = parent(jar);
        return new RepositoryJar(
                jar, group(project) + ":" + artifact, licences(project, root(version, group(project))));
    }

    /** In the same directory: {@code <artifact>/<version>/<artifact>-<version>.pom}, whatever the jar's classifier. */
    private static Path pom(Path jar) {
        Path version = parent(jar.toAbsolutePath());
        return version.resolve(parent(version).getFileName() + "-" + version.getFileName() + ".pom");
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent(), "a jar of a repository lies deep");
    }

    private static Path root(Path version, String group) {
        Path root = parent(parent(version));
        for (int depth = group.split("\\.").length; depth > 0; depth--) {
            root = parent(root);
        }
        return root;
    }

    private static List<String> licences(Element project, Path root) {
        List<String> names = new ArrayList<>();
        for (Element licences : children(project, "licenses")) {
            children(licences, "license").forEach(licence -> names.add(text(licence, "name")));
        }
        List<Element> parents = children(project, "parent");
        if (!names.isEmpty() || parents.isEmpty()) {
            return names;
        }
        String group = text(parents.getFirst(), "groupId");
        String artifact = text(parents.getFirst(), "artifactId");
        String version = text(parents.getFirst(), "version");
        Path parent = root.resolve(group.replace('.', '/')).resolve(artifact).resolve(version);
        return licences(read(parent.resolve(artifact + "-" + version + ".pom")), root);
    }

    private static String group(Element project) {
        String own = text(project, "groupId");
        return own.isEmpty() ? text(children(project, "parent").getFirst(), "groupId") : own;
    }

    private static String text(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? "" : found.getFirst().getTextContent().strip();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static Element read(Path pom) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(pom.toFile()).getDocumentElement();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("cannot read " + pom, e);
        }
    }
}
