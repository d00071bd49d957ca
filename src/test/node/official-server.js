// The official TypeScript server of the modern era: node official-server.js PORT reject|stateless
// What becomes of clients of the legacy era is the second argument: refused, or served without sessions.
import { createServer } from "node:http";
import { toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler, McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";

const [port, legacy] = process.argv.slice(2);

function server() {
  const server = new McpServer({ name: "official-fixture", version: "1.0.0" });
  server.registerTool(
    "add",
    {
      title: "Add",
      description: "Adds two numbers",
      inputSchema: z.object({ a: z.number(), b: z.number() }),
      outputSchema: z.object({ sum: z.number() }),
    },
    async ({ a, b }, { mcpReq }) => {
      const progressToken = mcpReq._meta?.progressToken;
      if (progressToken !== undefined) {
        for (const progress of [1, 2]) {
          await mcpReq.notify({ method: "notifications/progress", params: { progressToken, progress, total: 2 } });
        }
      }
      return { content: [{ type: "text", text: String(a + b) }], structuredContent: { sum: a + b } };
    },
  );
  return server;
}

createServer(toNodeHandler(createMcpHandler(server, { legacy }))).listen(Number(port), "127.0.0.1");
