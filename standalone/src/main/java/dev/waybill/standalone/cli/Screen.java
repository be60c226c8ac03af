package dev.waybill.standalone.cli;

/** What the streams of a command are connected to. */
interface Screen {

    /** A standard stream, in the order of their numbers. */
    enum Stream {
        IN,
        OUT,
        ERR
    }

    boolean isTerminal(Stream stream);

    /** In columns. */
    int width();
}
