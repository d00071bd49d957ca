// An MCP server on loopback that costs next to nothing, so that the service is what is measured: Streamable HTTP with
// event streams, 13 tools, every answer prepared before the first request.
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

const answers = new Map(
  Object.entries({
    initialize: { protocolVersion: "2025-06-18", capabilities: { tools: {} }, serverInfo: { name: "bench", version: "1" } },
    "tools/list": { tools },
  }).map(([method, result]) => [method, `,"result":${JSON.stringify(result)}}\n\n`]),
);
const unknown = ',"error":{"code":-32601,"message":"Method not found"}}\n\n';

function answer(request, text, response) {
  if (request.method === "DELETE") return response.writeHead(204).end();
  if (request.method !== "POST") return response.writeHead(405, { Allow: "POST, DELETE" }).end();
  const { id, method } = JSON.parse(text);
  if (id === undefined) return response.writeHead(202).end();
  const headers = { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" };
  if (method === "initialize") headers["Mcp-Session-Id"] = "bench";
  response.writeHead(200, headers).end(`data: {"jsonrpc":"2.0","id":${JSON.stringify(id)}${answers.get(method) ?? unknown}`);
}

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  let text = "";
  request.on("data", (part) => (text += part));
  request.on("end", () => answer(request, text, response));
});
server.listen(Number(process.env.PORT ?? 0), "127.0.0.1", () => console.log(server.address().port));
