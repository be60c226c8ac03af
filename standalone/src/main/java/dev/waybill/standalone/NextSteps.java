package dev.waybill.standalone;

import dev.waybill.client.ProcessView;
import java.io.File;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;

/** What a newcomer could type next. */
final class NextSteps {

    private static final String BUILT = "standalone/target/waybill.jar";
    private static final int USUAL_PORT = 8080;

    private final PrintStream out;
    private final URI api;

    NextSteps(PrintStream out, URI api) {
        this.out = out;
        this.api = api;
    }

    /** @param ran may be empty */
    void print(List<ProcessView> ran) {
        out.println();
        out.println(
                "  In another terminal" + (jar().equals(BUILT) ? ", once 'mvn package' has built the jar" : "") + ":");
        out.println("    export WAYBILL_API_KEY=...    # the admin key that the first start printed");
        print("list");
        ran.stream()
                .filter(process -> process.failedItems() > 0)
                .findFirst()
                .ifPresent(process -> print("items " + process.id() + " --status error"));
        print("help");
    }

    private void print(String command) {
        String url = api.getPort() == USUAL_PORT || command.equals("help") ? "" : " --url " + api;
        out.println("    java -jar " + jar() + " " + command + url);
    }

    /** What {@code java -jar} was given; where Maven puts it when this was started another way. */
    private static String jar() {
        String path = System.getProperty("java.class.path", "");
        boolean packaged = path.endsWith(".jar") && !path.contains(File.pathSeparator);
        return packaged ? path : BUILT;
    }
}
