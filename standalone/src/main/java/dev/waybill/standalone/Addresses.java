package dev.waybill.standalone;

import java.net.URI;

/**
 * Where a person can look.
 *
 * @param standIn whether a stand-in answers instead of the model
 */
record Addresses(int apiPort, URI dashboard, String databaseUrl, boolean standIn) {

    URI api() {
        return URI.create("http://127.0.0.1:" + apiPort);
    }
}
