package dev.waybill.api.hub;

/**
 * Where people find JobRunr's dashboard. Without a bean of an application that knows it better, {@code
 * waybill.hub.dashboard-url} says it.
 */
@FunctionalInterface
public interface DashboardLink {

    /** Begins with http:// or https://; empty when they do not find it, or not yet. */
    String url();
}
