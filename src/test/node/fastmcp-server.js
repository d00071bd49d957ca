// A small server of the fastmcp package, stateful: node fastmcp-server.js PORT
import { FastMCP } from "fastmcp";

const server = new FastMCP({ name: "fastmcp-fixture", version: "1.0.0" });

for (const name of ["add", "echo", "now"]) {
  server.addTool({ name, description: `Does ${name}`, execute: async () => name });
}

await server.start({
  transportType: "httpStream",
  httpStream: { host: "127.0.0.1", port: Number(process.argv[2]) },
});
