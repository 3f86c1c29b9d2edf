/** The service behind the sidecar, a child process of service.ts: it answers with the request line. */
import { createServer } from "node:http";

const server = createServer(({ method, url }, response) => {
  const body = JSON.stringify({ method, path: url });
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
  response.end(body);
});
server.keepAliveTimeout = 0; // connections are the sidecar's to close
server.listen(0, "127.0.0.1", () => process.send(server.address().port));
process.on("disconnect", () => process.exit());
