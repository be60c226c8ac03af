package dev.waybill.worker.reviewpack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which version of this jar runs. */
final class SoftwareVersion {

    private static final String WHERE_MAVEN_SAYS_IT = "/META-INF/maven/dev.waybill/worker/pom.properties";

    private SoftwareVersion() {}

    /** The jar's version; {@code development} when there is no jar. */
    static String current() {
        try (InputStream said = SoftwareVersion.class.getResourceAsStream(WHERE_MAVEN_SAYS_IT)) {
            Properties properties = new Properties();
            if (said != null) {
                properties.load(said);
            }
            return properties.getProperty("version", "development");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
