package dev.waybill.worker.outbound;

import okhttp3.HttpUrl;

/** How the other side is called in sentences for people: paths and queries can hold secrets. */
final class HostName {

    private HostName() {}

    static String of(HttpUrl url) {
        boolean usual = url.port() == HttpUrl.defaultPort(url.scheme());
        return (url.isHttps() ? "" : "http://") + url.host() + (usual ? "" : ":" + url.port());
    }
}
