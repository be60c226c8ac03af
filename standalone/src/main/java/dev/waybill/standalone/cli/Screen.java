package dev.waybill.standalone.cli;

/** What the streams of a command are connected to. */
interface Screen {

    /** A standard stream, by the number that the system knows it by. */
    enum Stream {
        IN(0),
        OUT(1),
        ERR(2);

        private final int number;

        Stream(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    boolean isTerminal(Stream stream);

    /** In columns. */
    int width();
}
