package dev.waybill.worker.reviewpack;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** An XHTML document in the making. Text is never parsed: what looks like markup in it is text. */
final class Markup {

    private final Document document;
    private final Element body;

    Markup(String title, String style) {
        document = empty();
        Element html = document.createElement("html");
        html.setAttribute("lang", "en");
        document.appendChild(html);
        Element head = add(html, "head");
        add(head, "title", title);
        add(head, "style", style);
        body = add(html, "body");
    }

    Document document() {
        return document;
    }

    Element body() {
        return body;
    }

    Element add(Element parent, String name) {
        Element child = document.createElement(name);
        parent.appendChild(child);
        return child;
    }

    Element add(Element parent, String name, String text) {
        Element child = add(parent, name);
        child.setTextContent(Printable.of(text));
        return child;
    }

    /** With a class of the style sheet. */
    Element add(Element parent, String name, String style, String text) {
        Element child = add(parent, name, text);
        child.setAttribute("class", style);
        return child;
    }

    /**
     * A table with a header that is repeated on each page; rows go into what is returned.
     *
     * @param widths of its columns, in percent
     */
    Element table(Element parent, int[] widths, String... header) {
        Element table = add(parent, "table");
        Element row = add(add(table, "thead"), "tr");
        for (int index = 0; index < header.length; index++) {
            add(row, "th", header[index]).setAttribute("style", "width: " + widths[index] + "%");
        }
        return add(table, "tbody");
    }

    void row(Element rows, String... cells) {
        Element row = add(rows, "tr");
        for (String cell : cells) {
            add(row, "td", cell);
        }
    }

    private static Document empty() {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException("every JDK makes empty documents", impossible);
        }
    }
}
