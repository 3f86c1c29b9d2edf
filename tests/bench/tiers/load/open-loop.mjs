/**
 * Asks at a fixed rate, whether or not answers come, over HTTP/1.1 keep-alive connections; a child process of load.ts.
 * Message in: `{ port, perSecond, milliseconds, request }`; out, when the last answer is there: `{ latencies }` in
 * milliseconds, from when a request is sent, or would be if a connection were free, to the end of its answer; or `{ error }`.
 */
import { connect } from "node:net";

/** Opened before the first request; more as they are needed, but fewer requests than the gateway's cluster takes at once. */
const FIRST_CONNECTIONS = 16;
const MOST_CONNECTIONS = 512;

const LENGTH = /\r\ncontent-length: (\d+)\r\n/i;

/** Of each port: connections without work, how many there are, and requests without a connection. */
const pools = new Map();

process.on("message", async ({ port, ...order }) => {
  try {
    process.send({ latencies: await run(await poolFor(port), port, order) });
  } catch (error) {
    process.send({ error: error.message });
  }
});

process.on("disconnect", () => process.exit());

/** Timers fire each millisecond at best; then everything is sent that has become due. */
function run(pool, port, { perSecond, milliseconds, request }) {
  const bytes = Buffer.from(request);
  const total = Math.round((perSecond * milliseconds) / 1_000);
  const start = performance.now();
  const latencies = [];
  let sent = 0;
  return new Promise((resolve, reject) => {
    const answered = (latency) => {
      latencies.push(latency);
      if (latencies.length === total) resolve(latencies);
    };
    const sendDue = () => {
      const due = Math.min(total, Math.floor(((performance.now() - start) * perSecond) / 1_000) + 1);
      for (; sent < due; sent++) ask(pool, port, bytes).then(answered, reject);
      if (sent < total) setTimeout(sendDue, 1);
    };
    sendDue();
  });
}

async function poolFor(port) {
  const pool = pools.get(port) ?? { idle: [], connections: 0, waiting: [] };
  pools.set(port, pool);
  const missing = Math.max(0, FIRST_CONNECTIONS - pool.connections);
  pool.idle.push(...(await Promise.all(Array.from({ length: missing }, () => open(pool, port)))));
  return pool;
}

function open(pool, port) {
  pool.connections++;
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => resolve(socket));
    socket.setNoDelay(true);
    socket.once("error", reject);
  });
}

/** One request; the latency. */
async function ask(pool, port, bytes) {
  const start = performance.now();
  const socket = await acquire(pool, port);
  socket.write(bytes);
  await answer(socket);
  release(pool, socket);
  return performance.now() - start;
}

function acquire(pool, port) {
  if (pool.idle.length > 0) return pool.idle.pop();
  if (pool.connections < MOST_CONNECTIONS) return open(pool, port);
  return new Promise((resolve) => pool.waiting.push(resolve));
}

function release(pool, socket) {
  const next = pool.waiting.shift();
  if (next === undefined) pool.idle.push(socket);
  else next(socket);
}

/** Waits for a whole answer of 200. */
function answer(socket) {
  return new Promise((resolve, reject) => {
    let text = "";
    const end = (settle, value) => {
      socket.off("data", onData).off("close", onClose);
      settle(value);
    };
    const onClose = () => end(reject, new Error("the gateway closed a connection"));
    const onData = (chunk) => {
      text += chunk.toString("latin1");
      const head = text.indexOf("\r\n\r\n");
      if (head < 0) return;
      if (!text.startsWith("HTTP/1.1 200")) {
        return end(reject, new Error(`the gateway answered \`${text.split("\r\n", 1)[0]}\` to the load`));
      }
      const body = Number(LENGTH.exec(text)?.[1]);
      if (Number.isNaN(body)) return end(reject, new Error("an answer has no content-length"));
      if (text.length >= head + 4 + body) end(resolve);
    };
    socket.on("data", onData).on("close", onClose);
  });
}
