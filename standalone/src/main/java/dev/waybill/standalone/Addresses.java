package dev.waybill.standalone;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a person can look.
 *
 * @param signIn signs a browser in, once; null when there is nothing to sign in to
 * @param standIn whether a stand-in answers instead of the model
 */
record Addresses(int apiPort, @Nullable URI signIn, URI dashboard, String databaseUrl, boolean standIn) {

    URI api() {
        return api(apiPort);
    }

    static URI api(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
