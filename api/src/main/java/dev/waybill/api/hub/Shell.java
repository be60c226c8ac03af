package dev.waybill.api.hub;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/** Fills the one page of the hub: whatever lies in {@code css/} is a style of it, and what every page loads is loaded at once. */
final class Shell {

    /** These first, the others by name. */
    private static final List<String> FIRST_STYLES = List.of("css/tokens.css", "css/base.css");

    private final String page;
    private final String version;
    private final Collection<String> paths;

    Shell(String page, String version, Collection<String> paths) {
        this.page = page;
        this.version = version;
        this.paths = List.copyOf(paths);
    }

    /**
     * @param session {@code none} when nobody can be signed in, so that the page need not ask
     * @param dashboardUrl empty for no links to the dashboard
     */
    byte[] of(String session, String dashboardUrl) {
        return page.replace("{{styles}}", links("stylesheet", path -> path.matches("css/.+\\.css")))
                .replace("{{modules}}", links("modulepreload", path -> path.matches("js/(lib|ui|shell)/.+\\.js")))
                .replace("{{root}}", root())
                .replace("{{session}}", session)
                .replace("{{dashboard}}", HtmlUtils.htmlEscape(dashboardUrl))
                .getBytes(StandardCharsets.UTF_8);
    }

    private String links(String relation, Predicate<String> which) {
        return paths.stream()
                .filter(which)
                .sorted(Comparator.comparingInt(Shell::place).thenComparing(Comparator.naturalOrder()))
                .map(path -> "<link rel=\"%s\" href=\"%s%s\">".formatted(relation, root(), path))
                .collect(Collectors.joining("\n"));
    }

    private static int place(String path) {
        int index = FIRST_STYLES.indexOf(path);
        return index < 0 ? FIRST_STYLES.size() : index;
    }

    private String root() {
        return "/hub/" + version + "/";
    }
}
