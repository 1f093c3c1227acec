/* What the tests use of the package, which brings no types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  type Context = { oidc: { provider: Provider; client: { clientId: string }; session: { accountId: string } } }
  export class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>)
    callback(): (request: IncomingMessage, reply: ServerResponse) => void
    interactionFinished(request: IncomingMessage, reply: ServerResponse, result: object, options: object): Promise<void>
    Grant: new (of: {
      clientId: string
      accountId: string
    }) => { addOIDCScope(scope: string): void; save(): Promise<string> }
    Client: { prototype: Record<string, unknown> }
  }
  export type { Context }
}
