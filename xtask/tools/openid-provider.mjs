// A real OpenID Connect provider for tests: signs in whoever comes, under the address that they type.
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

// Listens first, so that the issuer can name the port.
const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: "lotse", client_secret: "between-both", redirect_uris: [process.argv[2]] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    conformIdTokenClaims: false,
    cookies: { keys: ["only for tests"] },
    // Whoever signs in has the address that was typed; "unverified" is one nobody has looked at.
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id, email_verified: !id.startsWith("unverified") }),
    }),
  });
  server.on("request", provider.callback());
  console.log(issuer);
});
