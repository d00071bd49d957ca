// Made from our OpenAPI document by ApiTypesTest, which also says how to make it again. Not to be changed by hand.

export interface Action {
  success: boolean;
  message: string;
}

/** In format=openai {type: function, function: {name, description, parameters}}, in format=anthropic {name, description, input_schema}, both with a simpler schema. */
export interface AgentTool {
  name: string;
  title: string;
  description: string;
  inputSchema: Record<string, unknown>;
  annotations?: Record<string, unknown>;
  outputSchema?: Record<string, unknown>;
}

export interface AgentTools {
  format: string;
  tools: Array<AgentTool>;
  tool_count: number;
  tool_choice: string;
  schema_tokens: number;
  stale: Array<StaleSource>;
  withheld: Array<WithheldTool>;
  unknown: Array<string>;
}

export interface ApprovalRequest {
  fingerprints?: Record<string, string>;
  names?: Array<string>;
}

export type AuditAction = 'connector.tested' | 'connector.created' | 'connector.updated' | 'connector.toggled' | 'connector.deleted' | 'connector.verified' | 'connector.refreshed' | 'connector.checked' | 'connector.authorized' | 'connector.disconnected' | 'connector.failing' | 'connector.recovered' | 'system_tool.connected' | 'system_tool.disconnected' | 'tool.called' | 'tool.toggled' | 'tool.approved';

export interface AuditDetails {
  changed?: Array<string>;
  is_active?: boolean;
  tool?: string;
}

export interface AuditEvent {
  id: number;
  at: Instant;
  action: AuditAction;
  target: AuditTarget;
  outcome: string;
  duration_ms: number | null;
  trace_id: string | null;
  details: AuditDetails | null;
}

export interface AuditPage {
  events: Array<AuditEvent>;
  next: string | null;
}

export interface AuditTarget {
  type: string;
  id: string | null;
  name: string | null;
}

export type AuthType = 'none' | 'api_key' | 'oauth';

export interface AuthorizationReadiness {
  configured: boolean;
  connector_name?: string;
  error?: string;
}

export interface AuthorizationRequest {
  redirect_uri?: string;
  /** A predefined connector, a system tool, or the number of a connector of the caller's */
  connector_id?: string | number;
  connector?: ConnectorRequest;
}

export interface AuthorizationResponse {
  state: string;
  iss?: string;
  code?: string;
  error?: string;
}

export interface BegunAuthorization {
  authorization_url: string;
  state: string;
  method: 'preregistered' | 'cimd' | 'dcr';
}

export interface CallRequest {
  arguments?: Record<string, unknown>;
}

export interface CallResult {
  content: Array<Record<string, unknown>>;
  structured_content: unknown;
  is_error: boolean;
  duration_ms: number;
  error_code?: string;
}

export type Category = 'communication' | 'insights' | 'utilities';

/** A client as authorization servers know it (RFC 7591; OAuth Client ID Metadata Document) */
export interface ClientMetadata {
  client_name: string;
  client_uri: string;
  redirect_uris: Array<string>;
  grant_types: Array<string>;
  response_types: Array<string>;
  token_endpoint_auth_method: string;
  application_type: string;
  /** The address of this very document */
  client_id: string;
}

export interface ConnectRequest {
  config?: Record<string, unknown>;
}

export interface Connected {
  success: boolean;
  connector_id: number | null;
  connector_name: string;
  email: string | null;
  message: string;
}

export interface ConnectionStatus {
  connected: boolean;
  connector_name?: string;
  connector_id?: number;
  verified?: boolean;
  last_verified_at?: Instant;
}

export interface Connector {
  id: number;
  name: string;
  email: string | null;
  description: string | null;
  server_url: string;
  auth_type: AuthType;
  is_active: boolean;
  inactive_reason: string | null;
  is_verified: boolean;
  discovered_tools: Array<ConnectorTool>;
  tool_count: number;
  last_verified_at: Instant | null;
  created_at: Instant;
  updated_at: Instant;
  status: string;
  stale_since: Instant | null;
  last_error: LastError | null;
  transport: string | null;
  protocol_version: string | null;
  has_credentials: boolean;
  schema_tokens: number;
}

export interface ConnectorHealth {
  is_healthy: boolean;
  connector_id: number;
  connector_name: string;
  tool_count?: number;
  message: string;
  error_code?: string;
  error_message?: string;
}

export interface ConnectorPatch {
  name?: string | null;
  description?: string | null;
  is_active?: boolean | null;
  server_url?: string | null;
  auth_type?: AuthType | null;
  auth_config?: JsonObject | null;
  confirm_duplicate?: boolean;
}

export interface ConnectorRequest {
  name: string;
  description?: string;
  server_url: string;
  auth_type?: AuthType;
  auth_config?: JsonObject;
  confirm_duplicate?: boolean;
}

export interface ConnectorTool {
  name: string;
  title?: string;
  description: string;
  inputSchema: Record<string, unknown>;
  outputSchema?: Record<string, unknown>;
  annotations?: Record<string, unknown>;
  icons?: Array<Record<string, unknown>>;
  schema_tokens: number;
  is_enabled: boolean;
  state: string;
}

export interface Diagnostics {
  phases: Array<PhaseResult>;
  transport: string | null;
  protocol_version: string | null;
  server: Server | null;
  auth_scheme: string | null;
  auth_scopes: Array<string>;
  resource_metadata: string | null;
  redirect_origin: string | null;
  next_action: string | null;
  pages: number;
  partial: boolean;
}

export type FailureReason = 'INVALID_URL' | 'DNS_NOT_FOUND' | 'BLOCKED_ADDRESS' | 'CONNECT_REFUSED' | 'CONNECT_TIMEOUT' | 'CONNECT_FAILED' | 'CIRCUIT_OPEN' | 'TLS_UNTRUSTED' | 'TLS_NAME_MISMATCH' | 'CONNECTION_LOST' | 'REDIRECT_REFUSED' | 'SERVER_ERROR' | 'HTTP_STATUS' | 'WRONG_CONTENT_TYPE' | 'RESPONSE_TOO_LARGE' | 'CONTENT_ENCODED' | 'UNSENDABLE_HEADER' | 'CREDENTIAL_NOT_FOR_ORIGIN' | 'AUTH_REQUIRED' | 'AUTH_REJECTED' | 'INSUFFICIENT_SCOPE' | 'REAUTHORIZATION_REQUIRED' | 'AUTHORIZATION_SERVER_UNAVAILABLE' | 'JSON_INVALID' | 'NO_REPLY' | 'JSONRPC_ERROR' | 'VERSION_UNSUPPORTED' | 'HEADER_MISMATCH' | 'CAPABILITY_REQUIRED' | 'ENDPOINT_REFUSED' | 'INPUT_REQUIRED' | 'CATALOG_FAILED' | 'STALLED';

export type Instant = string;

/** Any JSON object */
export type JsonObject = Record<string, unknown>;

/** A message of MCP */
export interface JsonRpcRequest {
  jsonrpc: string;
  id?: unknown;
  method: string;
  params?: Record<string, unknown>;
}

/** An answer of MCP: a result or an error */
export interface JsonRpcResponse {
  jsonrpc: string;
  id?: unknown;
  result?: Record<string, unknown>;
  error?: Record<string, unknown>;
}

export interface LastError {
  code: string;
  message: string;
  at: Instant;
}

export type Phase = 'url' | 'resolve' | 'connect' | 'tls' | 'http' | 'auth' | 'protocol' | 'catalog';

export interface PhaseResult {
  phase: Phase;
  status: Status;
  duration_ms: number;
  reason?: FailureReason;
}

export interface PredefinedConnector {
  id: string;
  name: string;
  description: string;
  logo: string | null;
  category: string;
  capabilities: Array<string>;
  developer: string | null;
  website: string | null;
  privacy_policy: string | null;
  server_url: string;
  is_connected: boolean;
}

/** Why a request failed (RFC 9457) */
export interface Problem {
  type: string;
  title: string;
  status: number;
  /** One sentence a user can act on */
  detail: string;
  /** Stable code */
  error: ProblemCode;
  /** The same text as detail */
  message: string;
  /** Finds the request in the logs */
  trace_id: string;
  /** With VALIDATION_FAILED: what is wrong, field by field */
  violations?: Array<Violation>;
  /** With CONNECTION_NOT_VERIFIED: how the connection test ended. With AUTHORIZATION_FAILED: why */
  error_code?: string;
  /** With AUTHORIZATION_FAILED: what the authorization server calls it (RFC 6749), if it does */
  oauth_error?: string;
  /** With OAUTH_NOT_CONFIGURED: what lacks a client id */
  id?: string;
  /** With CONNECTION_NOT_VERIFIED: how far the connection test came */
  diagnostics?: Diagnostics;
  /** With RATE_LIMITED: seconds to wait */
  retry_after?: number;
}

export type ProblemCode = 'MALFORMED_REQUEST' | 'CONNECTION_NOT_VERIFIED' | 'CONNECTOR_LIMIT_REACHED' | 'TOOL_NOT_AVAILABLE' | 'CREDENTIALS_REQUIRED' | 'OAUTH_NOT_CONFIGURED' | 'AUTHORIZATION_FAILED' | 'INVALID_STATE' | 'UNAUTHORIZED' | 'FORBIDDEN' | 'NOT_FOUND' | 'CONNECTOR_NOT_FOUND' | 'TOOL_NOT_FOUND' | 'METHOD_NOT_ALLOWED' | 'NOT_ACCEPTABLE' | 'DUPLICATE_SERVER_URL' | 'CONCURRENT_CHANGE' | 'PAYLOAD_TOO_LARGE' | 'UNSUPPORTED_MEDIA_TYPE' | 'VALIDATION_FAILED' | 'RATE_LIMITED' | 'INTERNAL_ERROR' | 'DATABASE_UNAVAILABLE' | 'SERVICE_UNAVAILABLE';

/** Where clients get a token for this service (RFC 9728) */
export interface ProtectedResource {
  resource: string;
  authorization_servers: Array<string>;
  bearer_methods_supported: Array<string>;
  resource_name: string;
}

export interface Server {
  name: string;
  version: string | null;
}

export interface StaleSource {
  connector_id: number | null;
  system_tool_id: string | null;
  name: string;
  since: Instant;
  status: string;
}

export type Status = 'ok' | 'failed' | 'skipped';

export interface SystemTool {
  id: string;
  name: string;
  description: string;
  icon: string;
  category: Category;
  auth_type: AuthType;
  is_enabled: boolean;
  is_beta: boolean;
  is_connected: boolean;
  connected_at: Instant | null;
  config: Record<string, unknown> | null;
  status: string | null;
  status_message: string | null;
}

export interface SystemToolConnection {
  id: string;
  name: string;
  description: string;
  icon: string;
  category: Category;
  auth_type: AuthType;
  is_enabled: boolean;
  is_beta: boolean;
  is_connected: boolean;
  connected_at: Instant | null;
  config: Record<string, unknown> | null;
  status: string | null;
  status_message: string | null;
  requires_oauth: boolean;
  oauth_url: string | null;
  success: boolean;
  message: string;
}

export interface TestRequest {
  server_url: string;
  auth_type?: AuthType;
  auth_config?: JsonObject;
}

export interface TestResult {
  success: boolean;
  message: string;
  error_code: string | null;
  error_message: string | null;
  error_type: string | null;
  tools: Array<Tool>;
  tool_count: number;
  warnings: Array<string>;
  diagnostics: Diagnostics;
}

export type TextWarning = 'HIDDEN_CHARACTERS' | 'TAG_CHARACTERS' | 'DIRECTION_CONTROLS' | 'CONTROL_CHARACTERS' | 'LONG_TEXT';

export interface ToggleRequest {
  is_active?: boolean | null;
}

export interface Tool {
  name: string;
  title?: string;
  description: string;
  inputSchema: JsonObject;
  outputSchema?: JsonObject;
  annotations?: JsonObject;
  icons?: Array<Record<string, unknown>>;
  schema_tokens: number;
}

export interface ToolDifference {
  field?: string;
  /** What was approved */
  before?: unknown;
  /** What it is now */
  after?: unknown;
}

export interface ToolPatch {
  is_enabled: boolean;
}

export interface TrustedTool {
  name: string;
  title?: string;
  description: string;
  inputSchema?: JsonObject;
  outputSchema?: JsonObject;
  annotations?: JsonObject;
  icons?: Array<Record<string, unknown>>;
  schema_tokens: number;
  is_enabled: boolean;
  state: string;
  fingerprint: string;
  pin: string | null;
  warnings: Array<TextWarning>;
  diff: Array<ToolDifference>;
}

export interface VerificationResult {
  success: boolean;
  message: string;
  connector: Connector;
  warnings: Array<string>;
  diagnostics: Diagnostics;
  error_type?: string;
  error_code?: string;
}

export interface Violation {
  field: string;
  in: string;
  message: string;
}

export interface WithheldTool {
  name: string;
  connector_id: number;
  tool: string;
  state: string;
  reason: string;
}

/** What each call takes and answers. */
export interface Operations {
  approveConnectorTools: { path: { id: number }; query: {}; body: ApprovalRequest | undefined; answer: Array<TrustedTool> };
  callAgentTool: { path: { name: string }; query: {}; body: CallRequest | undefined; answer: CallResult };
  checkConnectorHealth: { path: { id: number }; query: {}; body: undefined; answer: ConnectorHealth };
  connectTool: { path: { id: string }; query: {}; body: ConnectRequest | undefined; answer: SystemToolConnection };
  createConnector: { path: {}; query: {}; body: ConnectorRequest; answer: Connector };
  deleteConnector: { path: { id: number }; query: {}; body: undefined; answer: undefined };
  disconnect: { path: { id: string }; query: {}; body: undefined; answer: Action };
  disconnectTool: { path: { id: string }; query: {}; body: undefined; answer: SystemToolConnection };
  exchangeCode: { path: {}; query: {}; body: AuthorizationResponse; answer: Connected };
  finishAuthorization: { path: { id: string }; query: { code?: string; error?: string; iss?: string; state?: string }; body: undefined; answer: undefined };
  getAuthorizationReadiness: { path: { id: string }; query: {}; body: undefined; answer: AuthorizationReadiness };
  getConnectionStatus: { path: { id: string }; query: {}; body: undefined; answer: ConnectionStatus };
  getConnector: { path: { id: number }; query: {}; body: undefined; answer: Connector };
  getTool: { path: { id: string }; query: {}; body: undefined; answer: SystemTool };
  initiateAuthorization: { path: {}; query: {}; body: AuthorizationRequest; answer: BegunAuthorization };
  listAgentTools: { path: {}; query: { format?: 'mcp' | 'openai' | 'anthropic'; selected?: Array<string> }; body: undefined; answer: AgentTools };
  listAuditEvents: { path: {}; query: { action?: AuditAction; before?: string; connector_id?: number; limit?: number }; body: undefined; answer: AuditPage };
  listConnectorTools: { path: { id: number }; query: {}; body: undefined; answer: Array<TrustedTool> };
  listConnectors: { path: {}; query: { active?: boolean }; body: undefined; answer: Array<Connector> };
  listPredefinedConnectors: { path: {}; query: {}; body: undefined; answer: Array<PredefinedConnector> };
  listTools: { path: {}; query: { category?: Category; enabled?: boolean }; body: undefined; answer: Array<SystemTool> };
  refreshConnector: { path: { id: number }; query: {}; body: undefined; answer: Connector };
  testServer: { path: {}; query: {}; body: TestRequest; answer: TestResult };
  toggleConnector: { path: { id: number }; query: {}; body: ToggleRequest | undefined; answer: Connector };
  updateConnector: { path: { id: number }; query: {}; body: ConnectorPatch; answer: Connector };
  updateConnectorTool: { path: { id: number; name: string }; query: {}; body: ToolPatch; answer: TrustedTool };
  verifyConnector: { path: { id: number }; query: {}; body: undefined; answer: VerificationResult };
}

/** Method and path of each call. */
export const ROUTES: Readonly<Record<keyof Operations, string>> = {
  approveConnectorTools: 'POST /api/connectors/{id}/tools/approve',
  callAgentTool: 'POST /api/agent/tools/{name}/call',
  checkConnectorHealth: 'GET /api/connectors/{id}/health',
  connectTool: 'POST /api/tools/{id}/connect',
  createConnector: 'POST /api/connectors',
  deleteConnector: 'DELETE /api/connectors/{id}',
  disconnect: 'DELETE /api/oauth/disconnect/{id}',
  disconnectTool: 'POST /api/tools/{id}/disconnect',
  exchangeCode: 'POST /api/oauth/exchange',
  finishAuthorization: 'GET /api/oauth/callback/{id}',
  getAuthorizationReadiness: 'GET /api/oauth/config/{id}',
  getConnectionStatus: 'GET /api/oauth/status/{id}',
  getConnector: 'GET /api/connectors/{id}',
  getTool: 'GET /api/tools/{id}',
  initiateAuthorization: 'POST /api/oauth/initiate',
  listAgentTools: 'GET /api/agent/tools',
  listAuditEvents: 'GET /api/audit',
  listConnectorTools: 'GET /api/connectors/{id}/tools',
  listConnectors: 'GET /api/connectors',
  listPredefinedConnectors: 'GET /api/connectors/predefined',
  listTools: 'GET /api/tools',
  refreshConnector: 'POST /api/connectors/{id}/refresh',
  testServer: 'POST /api/connectors/test',
  toggleConnector: 'POST /api/connectors/{id}/toggle',
  updateConnector: 'PUT /api/connectors/{id}',
  updateConnectorTool: 'PUT /api/connectors/{id}/tools/{name}',
  verifyConnector: 'POST /api/connectors/{id}/verify',
};
