// Plays one peer: node peer.mjs <name> migrate|enqueue|work <count>, on the database of PEER_DATABASE.
import { makeWorkerUtils, run } from "graphile-worker";
import PgBoss from "pg-boss";

const [name, task, count] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const connectionString = process.env.PEER_DATABASE;
const QUEUE = "bench";
const CONNECTIONS = 20;
const AT_A_TIME = 1000;

let ran = 0;
setInterval(() => {
  if (ran > 0) {
    process.stdout.write(`ran ${ran}\n`);
    ran = 0;
  }
}, 10).unref();

const graphile = {
  async migrate() {
    const utils = await makeWorkerUtils({ connectionString });
    await utils.migrate();
    await utils.release();
  },
  async enqueue() {
    const utils = await makeWorkerUtils({ connectionString });
    for (let left = count; left > 0; left -= AT_A_TIME) {
      const specs = Array.from({ length: Math.min(left, AT_A_TIME) }, () => ({ identifier: QUEUE, payload: { number: 1 } }));
      await utils.addJobs(specs);
    }
    await utils.release();
  },
  async work() {
    const batch = name.endsWith("Batch")
      ? { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 }
      : {};
    await run({
      preset: { worker: { connectionString, concurrentJobs: count, maxPoolSize: CONNECTIONS, ...batch } },
      taskList: { [QUEUE]: async () => { ran++; } },
    });
  },
};

const boss = {
  async started() {
    const one = new PgBoss({ connectionString, max: CONNECTIONS });
    one.on("error", (error) => console.error(error));
    await one.start();
    return one;
  },
  async migrate() {
    const one = await this.started();
    await one.createQueue(QUEUE);
    await one.stop({ graceful: false });
  },
  async enqueue() {
    const one = await this.started();
    for (let left = count; left > 0; left -= AT_A_TIME) {
      await one.insert(Array.from({ length: Math.min(left, AT_A_TIME) }, () => ({ name: QUEUE, data: { number: 1 } })));
    }
    await one.stop({ graceful: false });
  },
  async work() {
    const one = await this.started();
    if (name.endsWith("Batch")) {
      // the calls that it offers for batches, as fast as they go
      await Promise.all(Array.from({ length: 4 }, () => this.batches(one)));
      return;
    }
    for (let worker = 0; worker < count; worker++) {
      await one.work(QUEUE, { pollingIntervalSeconds: 0.5 }, async (jobs) => { ran += jobs.length; });
    }
  },
  async batches(one) {
    for (;;) {
      const jobs = await one.fetch(QUEUE, { batchSize: AT_A_TIME });
      if (jobs.length === 0) {
        await new Promise((resolve) => setTimeout(resolve, 100));
      } else {
        await one.complete(QUEUE, jobs.map((job) => job.id));
        ran += jobs.length;
      }
    }
  },
};

await (name.startsWith("graphile") ? graphile : boss)[task]();
if (task !== "work") {
  process.exit(0);
}
