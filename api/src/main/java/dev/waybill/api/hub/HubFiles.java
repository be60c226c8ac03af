package dev.waybill.api.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Everything that pages are made of: {@code hub/} of the class path, and lit-html. Their paths carry a version, the hash
 * of all of them, so that a browser keeps them for ever and never mixes those of two releases.
 */
final class HubFiles {

    private static final String OWN = "hub/";
    private static final String TEMPLATES = "META-INF/resources/webjars/lit-html/";
    private static final String SHELL = "shell.html";

    private final SortedMap<String, HubFile> own;
    private final Map<String, HubFile> templates;
    private final String version;
    private final Shell shell;
    private final DashboardLink dashboard;
    private volatile Pages pages;

    private HubFiles(SortedMap<String, byte[]> own, SortedMap<String, byte[]> templates, DashboardLink dashboard) {
        this.version = hash(own);
        this.own = served(own);
        this.templates = served(templates);
        String page = new String(own.getOrDefault(SHELL, new byte[0]), StandardCharsets.UTF_8);
        this.shell = new Shell(page, version, own.keySet());
        this.dashboard = dashboard;
        this.pages = Pages.of(shell, "");
    }

    /** The shell for who may be signed in and for who is not, with links to the dashboard of this address. */
    private record Pages(String dashboardUrl, HubFile known, HubFile signedOut) {

        static Pages of(Shell shell, String dashboardUrl) {
            return new Pages(
                    dashboardUrl,
                    HubFile.of(SHELL, shell.of("", dashboardUrl)).orElseThrow(),
                    HubFile.of(SHELL, shell.of("none", dashboardUrl)).orElseThrow());
        }
    }

    static HubFiles read(DashboardLink dashboard) {
        return new HubFiles(content(OWN, "**/*.*"), content(TEMPLATES, "*/*.js", "*/directives/*.js"), dashboard);
    }

    /**
     * The page behind every route of the hub.
     *
     * @param signedOut nobody can be signed in: then it asks for a key without asking the server first
     */
    HubFile shell(boolean signedOut) {
        Pages now = pages;
        // a dashboard in this process has its address when it has started, which may be after the first page
        String url = dashboard.url();
        if (!now.dashboardUrl().equals(url)) {
            now = Pages.of(shell, url);
            pages = now;
        }
        return signedOut ? now.signedOut() : now.known();
    }

    /** What paths of this release carry. */
    String version() {
        return version;
    }

    /** @param path behind the version, for example {@code js/app.js} */
    Optional<HubFile> own(String path) {
        return Optional.ofNullable(own.get(path));
    }

    /** @param path of a file of lit-html, its version first */
    Optional<HubFile> template(String path) {
        return Optional.ofNullable(templates.get(path));
    }

    private static SortedMap<String, HubFile> served(SortedMap<String, byte[]> content) {
        SortedMap<String, HubFile> files = new TreeMap<>();
        content.forEach((path, bytes) -> HubFile.of(path, bytes).ifPresent(file -> files.put(path, file)));
        files.remove(SHELL);
        return files;
    }

    private static SortedMap<String, byte[]> content(String root, String... patterns) {
        PathMatchingResourcePatternResolver resolver =
                new PathMatchingResourcePatternResolver(HubFiles.class.getClassLoader());
        SortedMap<String, byte[]> content = new TreeMap<>();
        try {
            for (String pattern : patterns) {
                for (Resource file : resolver.getResources("classpath*:" + root + pattern)) {
                    String url = file.getURI().toString();
                    content.put(url.substring(url.lastIndexOf(root) + root.length()), file.getContentAsByteArray());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the pages of the hub cannot be read from the class path", e);
        }
        return content;
    }

    private static String hash(SortedMap<String, byte[]> content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            content.forEach((path, bytes) -> {
                digest.update(path.getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
