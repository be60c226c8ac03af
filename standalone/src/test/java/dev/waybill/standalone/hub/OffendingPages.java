package dev.waybill.standalone.hub;

import static java.util.Map.entry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Pages with one fault each, and one without. */
final class OffendingPages implements AutoCloseable {

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src *; connect-src 'self'";

    private static final Map<String, String> BODIES = Map.ofEntries(
            entry("/blameless", "<p>Nothing is wrong</p>"),
            entry("/loud", "<script src='/loud.js'></script>"),
            entry("/broken", "<script src='/broken.js'></script>"),
            entry("/inline", "<p style='margin: 9px'>Not allowed</p>"),
            entry("/elsewhere", "<img alt='' src='http://localhost:9/picture.png'>"),
            entry("/shifty", "<script src='/shifty.js'></script><p>Is pushed down</p>"),
            entry("/unlabelled", "<input type='text'>"),
            entry("/wide", "<svg width='2000' height='10' aria-hidden='true'></svg>"),
            entry("/dialog", "<dialog aria-label='Surprise'>Boo</dialog><script src='/dialog.js'></script>"),
            entry("/slow", "<button>Ask</button><p>Is pushed down</p><script src='/slow.js'></script>"));

    private static final Map<String, String> SCRIPTS = Map.of(
            "/blameless.js", "",
            "/loud.js", "console.error('shouted')",
            "/broken.js", "setTimeout(() => { throw new Error('tripped'); })",
            "/shifty.js", """
                    requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => {
                      const late = document.createElement('canvas');
                      late.height = 400;
                      late.setAttribute('aria-hidden', 'true');
                      document.querySelector('h1').after(late);
                    })))
                    """,
            "/dialog.js", "document.querySelector('dialog').showModal()",
            "/slow.js", """
                    document.querySelector('button').addEventListener('click', async () => {
                      window.clickedAt = performance.now();
                      await fetch('/late');
                      const late = document.createElement('canvas');
                      late.height = 400;
                      document.querySelector('h1').after(late);
                    })
                    """);

    private final HttpServer server;

    OffendingPages() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", OffendingPages::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static String page(String body) {
        return """
                <!doctype html><html lang="en"><head><title>A page</title><meta name="viewport" content="width=device-width">
                <link rel="icon" href="/blameless.js"></head><body><main><h1>A page</h1>%s</main></body></html>
                """.formatted(body);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean script = SCRIPTS.containsKey(path);
        String text = script ? SCRIPTS.getOrDefault(path, "") : page(BODIES.getOrDefault(path, "?"));
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", script ? "text/javascript" : "text/html; charset=utf-8");
        exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
