// What the script gives: the element, defined, and the client for pages that want to call by themselves.
import './mcp-connectors';

export { McpConnectors } from './mcp-connectors';
export { ConnectorsClient, type ClientOptions, type TokenSource } from './api/connectors-client';
export { ApiProblem } from './api/api-problem';
export type * from './api/api-types';
export type { ElementEvents } from './shell/session';
