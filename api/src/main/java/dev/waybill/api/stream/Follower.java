package dev.waybill.api.stream;

/** Somebody who wants to hear of changes. Called on the feed's thread: must be quick, and must not throw. */
interface Follower {

    void changed(Update update);

    /** This node stops: nothing more will come. */
    void stopping();
}
