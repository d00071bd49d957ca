// The official TypeScript client: URL=… TOKEN=… node mcp-client.js legacy|auto|modern|mcp-remote TOOL
// Lists all tools, calls one while it hears how far that is, and prints what came of it as JSON. By way of mcp-remote it is a client of standard input and output.
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";

const [mode, tool] = process.argv.slice(2);
const { URL: url, TOKEN: token } = process.env;

function overHttp() {
  return new StreamableHTTPClientTransport(new globalThis.URL(url), {
    requestInit: { headers: { Authorization: `Bearer ${token}` } },
  });
}

function overMcpRemote() {
  const remote = "node_modules/mcp-remote/dist/proxy.js";
  return new StdioClientTransport({
    command: process.execPath,
    args: [remote, url, "--transport", "http-only", "--allow-http", "--header", "Authorization:${AUTHORIZATION}"],
    env: { ...process.env, AUTHORIZATION: `Bearer ${token}`, MCP_REMOTE_CONFIG_DIR: "mcp-remote" },
  });
}

const negotiation = { modern: { pin: "2026-07-28" }, auto: "auto" }[mode] ?? "legacy";
const client = new Client(
  { name: "test", version: "1.0.0" },
  { versionNegotiation: { mode: negotiation } },
);
await client.connect(mode === "mcp-remote" ? overMcpRemote() : overHttp());

const names = [];
let cursor;
do {
  const page = await client.listTools(cursor === undefined ? undefined : { cursor });
  names.push(...page.tools.map((each) => each.name));
  cursor = page.nextCursor;
} while (cursor !== undefined);

const progress = [];
const called = await client.callTool(
  { name: tool, arguments: { text: "hey" } },
  { onprogress: (step) => progress.push(step) },
);
const refused = await client.callTool({ name: tool, arguments: { text: 7 } });
const unknown = await client.callTool({ name: "no__such", arguments: {} }).catch((error) => error);
console.log(
  JSON.stringify({
    server: client.getServerVersion()?.name,
    version: client.getNegotiatedProtocolVersion?.(),
    names,
    called,
    progress,
    refused,
    unknown: { code: unknown.code, message: unknown.message },
  }),
);
await client.close();
