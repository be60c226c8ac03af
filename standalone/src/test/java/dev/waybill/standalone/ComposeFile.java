package dev.waybill.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.testkit.MonitoringFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** {@code docker-compose.yml}, with its anchors resolved. */
record ComposeFile(JsonNode tree) {

    static final Path ROOT = Path.of("..");

    static ComposeFile read() {
        return new ComposeFile(MonitoringFiles.yaml(ROOT.resolve("docker-compose.yml")));
    }

    JsonNode document() {
        return tree;
    }

    Map<String, JsonNode> services() {
        return members(tree.path("services"));
    }

    /** Those that run our image. */
    Map<String, JsonNode> nodes() {
        Map<String, JsonNode> nodes = new LinkedHashMap<>(services());
        nodes.values().removeIf(service -> !service.has("build"));
        return nodes;
    }

    JsonNode service(String name) {
        return tree.path("services").path(name);
    }

    static Map<String, JsonNode> members(JsonNode object) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        object.properties().forEach(entry -> members.put(entry.getKey(), entry.getValue()));
        return members;
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    /** What its containers ask of themselves. */
    static List<String> check(JsonNode service) {
        return texts(service.path("healthcheck").path("test"));
    }

    static List<String> dockerfile() throws IOException {
        return Files.readAllLines(ROOT.resolve("Dockerfile"));
    }

    /** Runs a script of ours there, and tells its exit code. */
    static int run(Path directory, String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start()
                .waitFor();
    }

    /** Directories and files of the repository that are mounted. */
    Stream<Path> mounted() {
        return services().values().stream()
                .flatMap(service -> StreamSupport.stream(service.path("volumes").spliterator(), false))
                .map(JsonNode::asText)
                .filter(volume -> volume.startsWith("./"))
                .map(volume -> ROOT.resolve(volume.split(":")[0]));
    }
}
