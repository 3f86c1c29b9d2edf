/**
 * Asks Envoy as fast as it answers, over HTTP/1.1 keep-alive connections; a child process of load.ts.
 * Messages in: `{ port, requests, numbers }`, what a port is asked in turn, and which numbers to put into it;
 * `{ port, milliseconds }`, ask it for so long. Out, after each: `{ completed }` when the last answer is there, or
 * `{ error }`.
 */
import { connect } from "node:net";

const CONNECTIONS = Number(process.argv[2]);

const OK = Buffer.from("HTTP/1.1 200");
const END = Buffer.from("\r\n\r\n");

/** Kept between runs, so that no run pays for its connections. */
const pools = new Map();

/** Of each port: takes one request after the other, from the first again after the last. */
const turns = new Map();

process.on("message", async ({ port, requests, numbers, milliseconds }) => {
  try {
    if (requests !== undefined) turns.set(port, requestsInTurn(requests, numbers));
    process.send({ completed: milliseconds === undefined ? 0 : await run(port, milliseconds) });
  } catch (error) {
    process.send({ error: error.message });
  }
});

process.on("disconnect", () => process.exit());

function requestsInTurn(texts, numbers) {
  const take = inTurn(texts.map((text) => Buffer.from(text)));
  return numbers === undefined ? take : numbered(take, numbers);
}

/** Writes another number, below `count`, over the digits `first` of each request. */
function numbered(take, { first, count }) {
  let next = 0;
  return () => {
    const request = Buffer.from(take());
    request.write(String(next).padStart(first.length, "0"), request.indexOf(first), "latin1");
    next = (next + 1) % count;
    return request;
  };
}

function inTurn(requests) {
  let next = 0;
  return () => {
    const request = requests[next];
    next = (next + 1) % requests.length;
    return request;
  };
}

async function run(port, milliseconds) {
  const pool = await poolFor(port);
  const end = performance.now() + milliseconds;
  const counts = await Promise.all(pool.map((socket) => ask(socket, turns.get(port), end)));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function poolFor(port) {
  const pool = pools.get(port) ?? (await Promise.all(Array.from({ length: CONNECTIONS }, () => open(port))));
  pools.set(port, pool);
  return pool;
}

function open(port) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => resolve(socket));
    socket.setNoDelay(true);
    socket.once("error", reject);
  });
}

/** One request after the other until the time is over; the answers have no body and come in one piece. */
function ask(socket, take, end) {
  return new Promise((resolve, reject) => {
    let count = 0;
    const onClose = () => reject(new Error("Envoy closed a connection"));
    const onData = (answer) => {
      if (!answer.subarray(0, OK.length).equals(OK) || !answer.subarray(-END.length).equals(END)) {
        return reject(new Error(`Envoy answered \`${answer.toString("latin1").split("\r\n")[0]}\``));
      }
      count++;
      if (performance.now() < end) return socket.write(take());
      socket.off("data", onData).off("close", onClose);
      resolve(count);
    };
    socket.on("data", onData).on("close", onClose);
    socket.write(take());
  });
}
