package dev.waybill.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Something that is measured, beside its peers. */
interface Measurement {

    /** @param directory for what is needed meanwhile */
    Report run(Path directory, Cluster cluster) throws IOException, InterruptedException;
}
