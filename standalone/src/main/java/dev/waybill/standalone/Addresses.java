package dev.waybill.standalone;

import java.net.URI;

/** Where a person can look. */
record Addresses(int apiPort, URI dashboard, String databaseUrl) {

    URI api() {
        return URI.create("http://127.0.0.1:" + apiPort);
    }
}
