// A relying party that knows nothing of the sandbox but the issuer: it says on stdout where the
// person has to go, hears on stdin where they came back to, and says what it learnt of them.
// Arguments: issuer, client id, redirect URI, client secret or "" for a public client.
import { createInterface } from 'node:readline'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import * as client from 'openid-client'

const [issuer, clientId, redirectUri, secret] = process.argv.slice(2)
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
const say = value => console.log(JSON.stringify(value))

// PROTOCOL §10: the platform answers refresh_token "", which this client refuses to read.
const withoutEmptyRefreshToken = async (url, options) => {
  const response = await fetch(url, options)
  if (!response.headers.get('content-type')?.includes('json')) return response
  const { refresh_token: refresh, ...rest } = await response.json()
  return Response.json(refresh === '' ? rest : { refresh_token: refresh, ...rest }, response)
}

const config = await client.discovery(
  new URL(issuer),
  clientId,
  secret || undefined,
  secret ? client.ClientSecretBasic(secret) : client.None(),
  { execute: [client.allowInsecureRequests], [client.customFetch]: withoutEmptyRefreshToken }
)
// The ID token's signature is checked too, although it came straight from the provider.
client.enableNonRepudiationChecks(config)

const pkceCodeVerifier = client.randomPKCECodeVerifier()
const expectedState = client.randomState()
const expectedNonce = client.randomNonce()
say({
  authorize: client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce
  })
})

const back = new URL((await lines.next()).value)
try {
  const tokens = await client.authorizationCodeGrant(config, back, {
    pkceCodeVerifier,
    expectedState,
    expectedNonce,
    idTokenExpected: true
  })
  const metadata = config.serverMetadata()
  const { payload, protectedHeader } = await jwtVerify(
    tokens.access_token,
    createRemoteJWKSet(new URL(metadata.jwks_uri)),
    { issuer: metadata.issuer, audience: clientId, algorithms: ['RS256'] }
  )
  say({
    claims: tokens.claims(),
    expiresIn: tokens.expiresIn(),
    verified: payload,
    kid: protectedHeader.kid,
    userinfo: await client.fetchUserInfo(config, tokens.access_token, payload.sub)
  })
} catch (e) {
  say({ refused: e.error ?? e.code ?? e.name, because: e.error_description ?? e.message })
}
process.exit(0)
