package dev.waybill.standalone.hub;

import org.springframework.boot.builder.SpringApplicationBuilder;

/** An api in a JVM of its own, which can be killed; it says on its standard output when it serves. */
final class ApiJvm {

    /** What it prints once it serves. */
    static final String SERVES = "serves the hub";

    private ApiJvm() {}

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(HubNode.Node.class)
                .properties("spring.main.banner-mode=off")
                .run(arguments);
        System.out.println(SERVES);
    }
}
