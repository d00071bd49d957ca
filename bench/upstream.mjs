// An MCP server on loopback that costs next to nothing, so that the service is what is measured: Streamable HTTP, 13 tools,
// every answer prepared before the first request. /mcp is of the legacy era, with sessions and event streams, /modern of the
// modern one, and /hang never answers. ?after=1000 lets a call of a tool take so many milliseconds.
// Prints its port when it listens; PORT=0 lets the system choose one.
import { createServer } from "node:http";

const things = "account board card channel contact deal document event file invoice message order ticket".split(" ");
const hint = "Leave it out for the most recent one that the signed-in account may see; times are in UTC, texts in Markdown.";
const tools = things.map((thing) => ({
  name: `find_${thing}`,
  title: `Find ${thing}`,
  description: `Finds each ${thing} that matches. ${hint}`,
  inputSchema: {
    type: "object",
    properties: {
      [`${thing}_id`]: { type: "string", description: hint },
      text: { type: "string", maxLength: 200, description: `What the ${thing} contains.` },
      limit: { type: "integer", minimum: 1, maximum: 100, default: 20 },
    },
    required: ["text"],
  },
  annotations: { readOnlyHint: true },
}));

function prepared(results, ending) {
  return new Map(Object.entries(results).map(([method, result]) => [method, `,"result":${JSON.stringify(result)}}${ending}`]));
}

const serverInfo = { name: "bench", version: "1" };
const called = { content: [{ type: "text", text: "3 issues" }], isError: false };
const legacy = prepared(
  {
    initialize: { protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo },
    "tools/list": { tools },
    "tools/call": called,
  },
  "\n\n",
);
const once = { resultType: "complete", ttlMs: 0, cacheScope: "private" };
const modern = prepared(
  {
    "server/discover": { ...once, supportedVersions: ["2026-07-28"], capabilities: { tools: {} }, serverInfo },
    "tools/list": { ...once, tools },
    "tools/call": { ...called, resultType: "complete" },
  },
  "",
);
const unknown = ',"error":{"code":-32601,"message":"Method not found"}}';

function answer(request, text, response) {
  if (request.method === "DELETE") return response.writeHead(204).end();
  if (request.method !== "POST") return response.writeHead(405, { Allow: "POST, DELETE" }).end();
  const { id, method } = JSON.parse(text);
  if (id === undefined) return response.writeHead(202).end();
  const { pathname, searchParams } = new URL(request.url, "http://bench");
  const say = () => result(pathname, id, method, response);
  const after = method === "tools/call" ? Number(searchParams.get("after")) : 0;
  return after > 0 ? setTimeout(say, after) : say();
}

function result(path, id, method, response) {
  const beginning = `{"jsonrpc":"2.0","id":${JSON.stringify(id)}`;
  if (path === "/modern") {
    return response.writeHead(200, { "Content-Type": "application/json" }).end(beginning + (modern.get(method) ?? unknown));
  }
  if (!legacy.has(method)) {
    return response.writeHead(404, { "Content-Type": "application/json" }).end(beginning + unknown);
  }
  const headers = { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" };
  if (method === "initialize") headers["Mcp-Session-Id"] = "bench";
  response.writeHead(200, headers).end(`data: ${beginning}${legacy.get(method)}`);
}

const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, (request, response) => {
  if (request.url === "/hang") return;
  let text = "";
  request.on("data", (part) => (text += part));
  request.on("end", () => answer(request, text, response));
});
server.listen(Number(process.env.PORT ?? 0), "127.0.0.1", () => console.log(server.address().port));
