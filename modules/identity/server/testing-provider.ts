import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Context, Provider } from 'oidc-provider'

/** A real provider of OpenID Connect on this machine: whoever types a number on its page is that person. */
export const openProvider = async () => {
  let provider: Provider | undefined
  const visit = async (request: IncomingMessage, reply: ServerResponse) => {
    if (!provider) return
    if (!request.url?.startsWith('/interaction/')) return provider.callback()(request, reply)
    if (request.method === 'GET')
      return void reply.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(
        `<!doctype html><html lang="zh"><title>政务平台</title><h1>政务平台登录</h1>
           <form method="post"><label>工号 <input name="login"></label><button>登录</button></form></html>`,
      )
    let body = ''
    for await (const part of request) body += part
    const accountId = new URLSearchParams(body).get('login') ?? ''
    return provider.interactionFinished(request, reply, { login: { accountId } }, { mergeWithLastSubmission: false })
  }
  const server = createServer((request, reply) => void visit(request, reply))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'gongzhi',
        client_secret: 'a secret of the two',
        redirect_uris: ['http://127.0.0.1/work/sign-in'],
        post_logout_redirect_uris: ['http://127.0.0.1/work/sign-in'],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    cookies: { keys: ['only here'] },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] },
    claims: { openid: ['sub'], profile: ['employee_number'] },
    findAccount: (_context: Context, id: string) => ({
      accountId: id,
      claims: () => ({ sub: `sub-${id}`, employee_number: id }),
    }),
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context: { body: string }, form: string) => {
          context.body = `<!doctype html><html lang="zh"><title>退出</title><h1>退出政务平台</h1>${form}
            <button form="op.logoutForm" name="logout" value="yes">退出</button></html>`
        },
      },
    },
    interactions: { url: (_context: Context, { uid }: { uid: string }) => `/interaction/${uid}` },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    pkce: { required: () => true },
    // nobody is asked what the house may know
    loadExistingGrant: async ({ oidc }: Context) => {
      const { client, session } = oidc
      const grant = new oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
  })
  // the house of a test is at another port each time
  provider.Client.prototype.redirectUriAllowed = () => true
  provider.Client.prototype.postLogoutRedirectUriAllowed = () => true
  return {
    settings: {
      issuer,
      clientId: 'gongzhi',
      secret: 'a secret of the two',
      name: '省统一身份认证',
      claim: 'employee_number',
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** What a browser does at the provider, without one: follows, fills the form in, and stops before it comes back. */
export const signInAtProvider = async (url: string, login: string): Promise<URL> => {
  const jar = new Map<string, string>()
  let at = url
  let form: URLSearchParams | undefined
  for (let hops = 0; hops < 10; hops++) {
    const reply = await fetch(at, {
      redirect: 'manual',
      headers: { cookie: [...jar].map((pair) => pair.join('=')).join('; ') },
      ...(form ? { method: 'POST', body: form } : {}),
    })
    for (const set of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      jar.set(name, value)
    }
    const next = reply.headers.get('location')
    form = undefined
    if (next === null) form = new URLSearchParams({ login })
    else {
      const to = new URL(next, at)
      if (to.pathname === '/work/sign-in') return to
      at = to.href
    }
  }
  throw new Error('the provider sends in circles')
}
