package dev.waybill.api.access;

/** Something of another part of the api. */
public final class Session {}
