// What the conformance suite starts as its client: node conformance-driver.js DRIVER_URL SERVER_URL
// The work is done by the service under test, which the test drives; this hands over what the suite says.
const [driver, server] = process.argv.slice(2);
const { MCP_CONFORMANCE_SCENARIO: scenario, MCP_CONFORMANCE_CONTEXT: context } = process.env;

const answer = await fetch(driver, {
  method: "POST",
  body: JSON.stringify({ scenario, server, context: JSON.parse(context ?? "{}") }),
});
console.log(await answer.text());
process.exitCode = answer.ok ? 0 : 1;
