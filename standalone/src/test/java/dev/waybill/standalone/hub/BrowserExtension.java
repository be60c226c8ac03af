package dev.waybill.standalone.hub;

import com.microsoft.playwright.Browser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One {@link BrowserRun} for the whole run; a {@link Workspace} and a {@link Visitor} for each test. */
final class BrowserExtension implements BeforeAllCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace OURS = Namespace.create(BrowserExtension.class);
    private static final Pattern ODD = Pattern.compile("[^A-Za-z0-9]+");

    /** In the order in which the tests of this method have them. */
    private static final class Visitors {
        private final List<Visitor> all = new ArrayList<>();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        run(context).node();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Browser.class || type == HubNode.class || type == Workspace.class || type == Visitor.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == Browser.class) {
            return run(context).chromium().browser();
        }
        if (type == HubNode.class) {
            return run(context).node();
        }
        return type == Workspace.class ? workspace(context) : visitor(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Visitors visitors = context.getStore(OURS).get(Visitors.class, Visitors.class);
        if (visitors == null) {
            return;
        }
        boolean wentWell = context.getExecutionException().isEmpty();
        for (Visitor visitor : visitors.all) {
            visitor.leave(wentWell ? Optional.empty() : Optional.of(name(context)));
        }
    }

    private static BrowserRun run(ExtensionContext context) {
        return context.getRoot()
                .getStore(OURS)
                .getOrComputeIfAbsent(BrowserRun.class, absent -> BrowserRun.start(), BrowserRun.class);
    }

    private static Workspace workspace(ExtensionContext context) {
        return context.getStore(OURS)
                .getOrComputeIfAbsent(
                        Workspace.class, absent -> Workspace.of(run(context).node(), name(context)), Workspace.class);
    }

    private static Visitor visitor(ExtensionContext context) {
        Visitor visitor = new Visitor(
                run(context).chromium().browser(), run(context).node().address());
        context.getStore(OURS)
                .getOrComputeIfAbsent(Visitors.class, absent -> new Visitors(), Visitors.class)
                .all
                .add(visitor);
        visitor.signIn(workspace(context).operatorKey());
        return visitor;
    }

    private static String name(ExtensionContext context) {
        return ODD.matcher(context.getRequiredTestClass().getSimpleName() + " " + context.getDisplayName())
                .replaceAll("-")
                .replaceAll("-$", "");
    }
}
