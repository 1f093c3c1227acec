import { Problem } from '@gongzhi/kernel/problem.ts'
import * as client from 'openid-client'

/** The provider of single sign-on, from the settings of the installation. */
export type OidcSettings = {
  readonly issuer: string
  readonly clientId: string
  readonly secret: string
  /** What its button says. */
  readonly name: string
  /** The claim that says who somebody is: `sub`, or an employee number the provider adds. */
  readonly claim: string
}

/** What begins at one press and has to come back with it. */
export type Pending = {
  readonly verifier: string
  readonly nonce: string
  readonly redirect: string
  readonly until: number
}

const HOUR = 3_600_000
const PAUSE = 10_000

const unreachable = () => new Problem(503, 'sign-on-unreachable')

/** Basic where the provider takes it, which is what it takes when it does not say. */
const authFor = (metadata: client.ServerMetadata, secret: string): client.ClientAuth => {
  const taken = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  return taken.includes('client_secret_basic') ? client.ClientSecretBasic(secret) : client.ClientSecretPost(secret)
}

const scopeFor = (claim: string): string =>
  [
    'openid',
    'profile',
    ...(claim.startsWith('phone') ? ['phone'] : []),
    ...(claim.startsWith('email') ? ['email'] : []),
  ].join(' ')

/**
 * The provider as this house asks it. What it says of itself is read at the first sign-in and kept for an hour; a provider
 * that does not answer is 503 `sign-on-unreachable`, and is asked again after ten seconds: signing in by password goes on.
 */
export const openOidc = (settings: OidcSettings) => {
  // only for trying it out on one machine, which the settings hold it to
  const plain = settings.issuer.startsWith('http:') ? [client.allowInsecureRequests] : []
  let known: { config: client.Configuration; until: number } | undefined
  let down = 0

  const config = async (now: number): Promise<client.Configuration> => {
    if (known && now < known.until) return known.config
    if (now < down) throw unreachable()
    try {
      const found = await client.discovery(new URL(settings.issuer), settings.clientId, undefined, client.None(), {
        execute: plain,
        timeout: 8,
      })
      const metadata = found.serverMetadata()
      const fresh = new client.Configuration(metadata, settings.clientId, undefined, authFor(metadata, settings.secret))
      fresh.timeout = 8
      for (const prepare of plain) prepare(fresh)
      known = { config: fresh, until: now + HOUR }
      return fresh
    } catch {
      down = now + PAUSE
      throw unreachable()
    }
  }

  /** Code flow with PKCE, state and nonce. */
  const begin = async (now: number, pending: Pending, state: string): Promise<URL> =>
    client.buildAuthorizationUrl(await config(now), {
      redirect_uri: pending.redirect,
      scope: scopeFor(settings.claim),
      code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
      state,
      nonce: pending.nonce,
    })

  /** Who came back, in the provider's words; 401 `sign-on-refused` when it does not hold together. */
  const finish = async (now: number, pending: Pending, state: string, query: string): Promise<string> => {
    const at = await config(now)
    try {
      const tokens = await client.authorizationCodeGrant(at, new URL(`${pending.redirect}?${query}`), {
        pkceCodeVerifier: pending.verifier,
        expectedState: state,
        expectedNonce: pending.nonce,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      const said = claims?.[settings.claim]
      if (said !== undefined) return String(said)
      if (!claims || !at.serverMetadata().userinfo_endpoint) throw new Problem(401, 'sign-on-refused')
      const more = await client.fetchUserInfo(at, tokens.access_token, claims.sub)
      const found = more[settings.claim]
      if (found === undefined) throw new Problem(401, 'sign-on-refused')
      return String(found)
    } catch (error) {
      if (error instanceof Problem) throw error
      // no answer at all is an outage; an answer that does not hold is a refusal
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      const lost = error instanceof TypeError || code === 'OAUTH_TIMEOUT'
      throw lost ? unreachable() : new Problem(401, 'sign-on-refused')
    }
  }

  /** Where to say that somebody signed out, when the provider has such a place. */
  const goodbye = async (now: number): Promise<string | null> => {
    try {
      const at = await config(now)
      if (!at.serverMetadata().end_session_endpoint) return null
      return client.buildEndSessionUrl(at, {}).href
    } catch {
      return null
    }
  }
  return { settings, begin, finish, goodbye }
}
export type Oidc = ReturnType<typeof openOidc>
