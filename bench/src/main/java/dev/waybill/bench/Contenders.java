package dev.waybill.bench;

import java.util.List;

/** The contenders by their names. */
final class Contenders {

    static final List<String> ALL = List.of(
            "waybill",
            "notified",
            "stock",
            "filterMirror",
            "dbScheduler",
            "graphileWorker",
            "graphileWorkerBatch",
            "pgBoss",
            "pgBossBatch",
            "byHand");

    private Contenders() {}

    static Contender of(String name, Database database) {
        return switch (name) {
            case "waybill" -> new WaybillContender(database, 1, false);
            case "notified" -> new WaybillContender(database, 1, true);
            case "waybillOfWorkspaces" -> new WaybillContender(database, WaybillContender.WORKSPACES, false);
            case "stock" -> new StockJobRunr(database, false);
            case "filterMirror" -> new StockJobRunr(database, true);
            case "dbScheduler" -> new DbScheduler(database);
            case "graphileWorker", "graphileWorkerBatch", "pgBoss", "pgBossBatch" -> new NodeContender(name, database);
            case "byHand" -> new ByHand(database);
            default -> throw new IllegalArgumentException("There is no contender " + name);
        };
    }
}
