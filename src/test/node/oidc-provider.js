// An OpenID provider that asks its users to sign in and to consent, whatever they enter: node oidc-provider.js
// It gives access to the resources in RESOURCES, separated by spaces, for ACCESS_TOKEN_SECONDS, and tells the client
// INTROSPECTOR with INTROSPECTOR_SECRET what the tokens are good for.
import { errors, Provider } from "oidc-provider";

const { PORT, RESOURCES, ACCESS_TOKEN_SECONDS, INTROSPECTOR, INTROSPECTOR_SECRET } = process.env;
const resources = RESOURCES.split(" ");
const seconds = Number(ACCESS_TOKEN_SECONDS);

const provider = new Provider(`http://127.0.0.1:${PORT}`, {
  clients: [
    {
      client_id: INTROSPECTOR,
      client_secret: INTROSPECTOR_SECRET,
      redirect_uris: [],
      grant_types: [],
      response_types: [],
    },
  ],
  claims: { email: ["email", "email_verified"] },
  // Only then are the claims in the ID token as well.
  conformIdTokenClaims: false,
  cookies: { keys: ["only for tests"] },
  features: {
    devInteractions: { enabled: true },
    introspection: { enabled: true, allowedPolicy: (ctx, client) => client.clientId === INTROSPECTOR },
    registration: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo(ctx, resource) {
        if (!resources.includes(resource)) {
          throw new errors.InvalidTarget();
        }
        return { scope: "mcp:read mcp:write", audience: resource, accessTokenFormat: "opaque", accessTokenTTL: seconds };
      },
    },
    revocation: { enabled: true },
  },
  findAccount: (ctx, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: `${id}@example.org`, email_verified: true }),
  }),
  expiresWithSession: () => false,
  // Without the OpenID way to ask for it, offline_access with prompt=consent, of which OAuth knows nothing.
  issueRefreshToken: (ctx, client) => client.grantTypeAllowed("refresh_token"),
  pkce: { required: () => true },
  rotateRefreshToken: true,
  ttl: { AccessToken: seconds, Grant: 3600, IdToken: 3600, Interaction: 3600, RefreshToken: 3600, Session: 3600 },
});

provider.listen(Number(PORT), "127.0.0.1");
