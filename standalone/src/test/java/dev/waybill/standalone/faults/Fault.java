package dev.waybill.standalone.faults;

/** What goes wrong in a round. */
enum Fault {
    /** SIGKILL of one worker. */
    KILL_WORKER,
    KILL_ALL_WORKERS,
    KILL_API,
    /** SIGSTOP of one worker until others have its jobs, then SIGCONT. */
    STOP_WORKER,
    /** The network lets nothing through to one worker until others have its jobs. */
    CUT_OFF_WORKER,
    /** SIGTERM of one worker, and a new one. */
    DRAIN_WORKER,
    /** The same for one after the other. */
    ROLLING_RESTART,
    /** {@code pg_terminate_backend} of random sessions, again and again. */
    END_SESSIONS,
    /** PostgreSQL ends at once, and starts again. */
    CRASH_POSTGRES,
    /** Every connection is reset, again and again. */
    RESET_CONNECTIONS,
    /** The nodes are told that their connections ended, PostgreSQL is not. */
    HALF_CLOSE,
    /** PostgreSQL is told that the connections of a worker ended, the worker is not. */
    ABANDON_CONNECTIONS,
    /** Everything takes long. */
    SLOW_NETWORK,
    /** The clock jumps back while nothing waits, and forward under load, at first for some sessions only. */
    SHIFT_CLOCK,
    /** A job takes all memory of one worker after the other. */
    EXHAUST_HEAP
}
