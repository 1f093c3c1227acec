import { isIP } from 'node:net'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import type { Suite } from './crypto.ts'
import { startError } from './start-error.ts'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

export type Config = {
  port: number
  host: string
  /** Absolute path of the data folder: embedded database, attachments, keys. */
  dataDir: string
  /** PostgreSQL ≥ 15 of your own; undefined = the embedded one. */
  databaseUrl: string | undefined
  /** Demo county and demo sign-ins. */
  demo: boolean
  /** Whether DEMO was set, or the above is only what follows from the rest. */
  demoAsked: boolean
  logLevel: (typeof LOG_LEVELS)[number]
  /** Requests a minute that one client may make before it gets 429. */
  ratePerMinute: number
  /** Cipher suite for what is written from now on; both are always read. CRYPTO=sm chooses 国密 (R20). */
  suite: Suite
  /** Processes that serve requests; 1: everything in one process. */
  workers: number
  /** Proxies whose X-Forwarded-For and -Proto are believed. */
  trustProxy: string[]
  /** Opens /metrics to other machines. */
  metricsToken: string | undefined
  /** How long a server that is to stop goes on taking requests while it says that it is not ready, in ms. */
  drainMs: number
  /** Hosts of the installation's own network that webhooks may go to without TLS and at private addresses. */
  webhookHosts: string[]
  /** Single sign-on of staff with a provider of OpenID Connect; undefined = by password only. */
  oidc: OidcConfig | undefined
  /** Heads of the public record bear an SM2 signature beside the Ed25519 one. */
  recordSm2: boolean
}

export type OidcConfig = { issuer: string; clientId: string; secret: string; name: string; claim: string }

/**
 * Settings from the environment; an empty value counts as not set. Throws `bad-config` naming every wrong setting at
 * once. HOST is 127.0.0.1 unless asked: a demo with printed passwords must not open to the network by itself. DEMO is on
 * for the embedded database and off with a DATABASE_URL, unless asked.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const wrong: string[] = []
  const text = (name: string) => env[name]?.trim() || undefined
  const integer = (name: string, otherwise: number, least: number, most: number) => {
    const value = text(name)
    if (value === undefined) return otherwise
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN
    if (number >= least && number <= most) return number
    wrong.push(`${name}=${value} (${least}–${most})`)
    return otherwise
  }
  const isOn = (name: string, otherwise: boolean) => {
    const value = text(name)?.toLowerCase()
    if (value === undefined) return otherwise
    if (['1', 'true', 'on', 'yes'].includes(value)) return true
    if (!['0', 'false', 'off', 'no'].includes(value)) wrong.push(`${name}=${value} (1 / 0)`)
    return false
  }

  const databaseUrl = text('DATABASE_URL')
  // The value holds a password: it is never repeated in a message.
  if (databaseUrl !== undefined && !isPostgresUrl(databaseUrl)) {
    wrong.push('DATABASE_URL (postgres://user:password@host:5432/database)')
  }
  const level = text('LOG_LEVEL')?.toLowerCase() ?? 'info'
  const logLevel = LOG_LEVELS.find((known) => known === level)
  if (logLevel === undefined) wrong.push(`LOG_LEVEL=${level} (${LOG_LEVELS.join(' / ')})`)
  const crypto = text('CRYPTO')?.toLowerCase() ?? 'aes'
  if (crypto !== 'aes' && crypto !== 'sm') wrong.push(`CRYPTO=${crypto} (aes / sm)`)
  const host = text('HOST') ?? '127.0.0.1'
  if (/[\s/]/.test(host)) wrong.push(`HOST=${host} (127.0.0.1 / 0.0.0.0 / ::)`)

  const issuer = text('OIDC_ISSUER')
  const clientId = text('OIDC_CLIENT_ID')
  const secret = text('OIDC_CLIENT_SECRET')
  const signOn = { name: text('OIDC_NAME') ?? '统一身份认证', claim: text('OIDC_CLAIM') ?? 'sub' }
  const oidc = issuer && clientId && secret ? { issuer, clientId, secret, ...signOn } : undefined
  if (!oidc && (issuer || clientId || secret)) wrong.push('OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET')
  if (issuer && !isIssuer(issuer)) wrong.push(`OIDC_ISSUER=${issuer} (https://…)`)
  const proxies = (text('TRUST_PROXY') ?? 'loopback').split(/[\s,]+/).filter((one) => one !== '')
  for (const one of proxies) if (!isProxy(one)) wrong.push(`TRUST_PROXY=${one} (loopback / 10.0.0.5 / 10.0.0.0/8)`)
  const metricsToken = text('METRICS_TOKEN')
  if (metricsToken !== undefined && metricsToken.length < 16) wrong.push('METRICS_TOKEN (≥ 16)')

  const config: Config = {
    // 0 = any free port, which tests use.
    port: integer('PORT', 4100, 0, 65535),
    host,
    dataDir: resolve(text('DATA_DIR') ?? 'data'),
    databaseUrl,
    demo: isOn('DEMO', databaseUrl === undefined),
    demoAsked: text('DEMO') !== undefined,
    logLevel: logLevel ?? 'info',
    ratePerMinute: integer('RATE_PER_MINUTE', 600, 1, 1_000_000),
    suite: crypto === 'sm' ? 's1' : 'a1',
    recordSm2: isOn('RECORD_SM2', true),
    oidc,
    workers: text('WORKERS')?.toLowerCase() === 'auto' ? availableParallelism() : integer('WORKERS', 1, 1, 64),
    trustProxy: proxies,
    metricsToken,
    drainMs: integer('DRAIN_SECONDS', 0, 0, 60) * 1000,
    webhookHosts: (text('WEBHOOK_HOSTS') ?? '')
      .toLowerCase()
      .split(/[\s,]+/)
      .filter((name) => name !== ''),
  }
  if (wrong.length > 0)
    throw startError('bad-config', `wrong settings: ${wrong.join(', ')}`, { list: wrong.join('\n') })
  return config
}

/** A name for networks that need none, an address, or a network. */
function isProxy(value: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(value)) return true
  const [address = '', bits] = value.split('/')
  const most = { 4: 32, 6: 128 }[isIP(address)]
  return most !== undefined && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
}

function isPostgresUrl(value: string): boolean {
  return URL.canParse(value) && ['postgres:', 'postgresql:'].includes(new URL(value).protocol)
}

// an identity goes over TLS, unless provider and server try it out on one machine
function isIssuer(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, hostname } = new URL(value)
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1'].includes(hostname))
}
