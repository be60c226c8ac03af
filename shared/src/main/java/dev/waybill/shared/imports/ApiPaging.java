package dev.waybill.shared.imports;

/** How the next page is found. */
public record ApiPaging(String kind) {}
