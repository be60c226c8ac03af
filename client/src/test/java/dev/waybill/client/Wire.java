package dev.waybill.client;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bodies as the API writes them. */
final class Wire {

    private Wire() {}

    static String process(String status, long version) {
        return """
                {"id":42,"external_id":"7a4d3c52-5e5b-4a35-9a4f-0e2a1c9b7d11","workspace_id":1,"user_id":2,\
                "tenant_id":null,"type":"import","subtype":"csv","name":"spring","status":"%s",\
                "operator_status":"running","outcome":null,"progress_percent":40,"current_step":"reading",\
                "total_items":null,"processed_items":10,"succeeded_items":7,"failed_items":2,"skipped_items":1,\
                "summary":{"created":7},"error_message":null,"reason_code":null,\
                "failures":[{"reason_code":"bad_price","reason":"no price","item_id":3,"type":"row"}],\
                "queue":"imports","priority":5,"attempts":1,"attempts_spent":0,"max_attempts":4,"interruptions":0,\
                "related_type":null,"related_id":null,"input_payload":{"file_id":"f"},"metadata":null,"context":null,\
                "resource":"product","action":"import","item_ids":[1,2],\
                "job_id":"7a4d3c52-5e5b-4a35-9a4f-0e2a1c9b7d12","worker_id":"w1",\
                "run_at":"2026-03-01T10:00:00.123456Z","retry_of":null,"undo_id":null,"idempotency_key":null,\
                "started_at":"2026-03-01T10:00:01Z","finished_at":null,"created_at":"2026-03-01T10:00:00Z",\
                "updated_at":"2026-03-01T10:00:02Z","execution_ms":900,"version":%d,"event_seq":3,\
                "poll_after_ms":1000,"actions":["cancel"],"links":{"self":"/api/processes/42","events":\
                "/api/processes/42/events","items":"/api/processes/42/items","stream":"/api/processes/42/stream"},\
                "server_time":"2026-03-01T10:00:03Z","a_member_of_tomorrow":{"x":[1]}}""".formatted(status, version);
    }

    static String event(long seq) {
        return """
                {"id":%d,"process_id":42,"seq":%d,"type":"progress","status":"running","progress_percent":%d,\
                "step":"reading","message":null,"payload":{"rows":%d},"attempt":1,\
                "created_at":"2026-03-01T10:00:02Z","updated_at":"2026-03-01T10:00:02Z","tomorrow":true}""".formatted(seq + 100, seq, seq, seq);
    }

    static String sseEvent(long seq) {
        return "id: " + seq + "\ndata: " + event(seq) + "\n\n";
    }

    static String sseProgress(long version) {
        return "event: progress\ndata: " + process("running", version) + "\n\n";
    }

    static String sseEnd(long version) {
        return "event: end\ndata: " + process("completed", version) + "\n\n";
    }

    static String item(long index) {
        return """
                {"id":"00000000-0000-0000-0000-%012d","process_id":42,"item_index":%d,"item_key":"sku-%d",\
                "product_id":null,"status":"error","message":"no price","error_code":"bad_price",\
                "before_state":null,"after_state":{"price":"x"},"processed_at":"2026-03-01T10:00:02Z",\
                "created_at":"2026-03-01T10:00:02Z"}""".formatted(index, index, index);
    }

    static String page(String items, String next) {
        return "{\"items\":[" + items + "],\"next\":" + next + ",\"server_time\":\"2026-03-01T10:00:03Z\"}";
    }

    static String items(int from, int to) {
        return IntStream.range(from, to).mapToObj(Wire::item).collect(Collectors.joining(","));
    }
}
