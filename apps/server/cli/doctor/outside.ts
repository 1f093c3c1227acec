import { connect } from 'node:net'
import type { Config } from '@gongzhi/kernel/server/config.ts'
import { type Line, look, ok } from './line.ts'

/** Settings that name another machine, and what does not work without it. */
const PLACES = [
  [
    'SMS_URL',
    '短信',
    'text messages',
    '居民不能用手机号登录，也收不到短信',
    'residents cannot sign in by phone, no messages go out',
  ],
  ['SMTP_URL', '邮件', 'mail', '不发邮件', 'no mail goes out'],
  ['CLAMD_HOST', '附件查毒', 'scanning of attachments', '附件不查毒', 'attachments are not scanned'],
  ['OIDC_ISSUER', '统一身份认证', 'single sign-on', '没有统一身份认证', 'no single sign-on'],
] as const
const PORTS: Readonly<Record<string, number>> = {
  'http:': 80,
  'https:': 443,
  'smtp:': 25,
  'smtps:': 465,
  'tcp:': 3310,
  'clamd:': 3310,
}

const answers = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 4_000 })
    const end = (there: boolean) => {
      socket.destroy()
      resolve(there)
    }
    socket.once('connect', () => end(true))
    socket.once('timeout', () => end(false))
    socket.once('error', () => end(false))
  })

/** Whether the machines that settings name can be reached. */
export const outsideLines = (config: Config, env: NodeJS.ProcessEnv): Promise<Line[]> =>
  Promise.all(
    PLACES.map(async ([name, zh, en, lackZh, lackEn]): Promise<Line> => {
      const id = name.toLowerCase()
      const value = env[name]?.trim()
      // a gateway described in a file stands for the address
      if (!value && name === 'SMS_URL' && env.SMS_GATEWAY?.trim())
        return ok(id, `${zh}：SMS_GATEWAY`, `${en}: SMS_GATEWAY`)
      if (!value)
        return config.demo || name === 'CLAMD_HOST' || name === 'OIDC_ISSUER'
          ? ok(id, `${zh}：没有设置`, `${en}: not set`)
          : look(id, `${name} 没有设置：${lackZh}。`, `${name} is not set: ${lackEn}.`)
      // a bare host[:port] is the scanner's
      const address = name === 'CLAMD_HOST' && !value.includes('://') ? `clamd://${value}` : value
      if (!URL.canParse(address)) return look(id, `${name} 不是网址。`, `${name} is not a URL.`)
      const { hostname, port, protocol, host } = new URL(address)
      // the address may hold a key: only the machine is named
      return (await answers(hostname.replace(/^\[|\]$/g, ''), Number(port) || (PORTS[protocol] ?? 443)))
        ? ok(id, `${zh}：${host} 能连上`, `${en}: ${host} can be reached`)
        : look(
            id,
            `${zh}：连不上 ${host}。请检查地址、防火墙和对方服务。`,
            `${en}: ${host} cannot be reached. Check address, firewall and the other side.`,
          )
    }),
  )

/** Whether the server of these settings answers, and how. */
export const serverLine = async (config: Config): Promise<Line> => {
  const host = ['0.0.0.0', '::'].includes(config.host) ? '127.0.0.1' : config.host
  const reply = await fetch(`http://${host.includes(':') ? `[${host}]` : host}:${config.port}/readyz`, {
    signal: AbortSignal.timeout(4_000),
  }).catch(() => undefined)
  if (!reply)
    return look('server', `服务没有在端口 ${config.port} 运行。`, `The server is not running at port ${config.port}.`)
  return reply.ok
    ? ok('server', `服务在端口 ${config.port} 运行`, `the server runs at port ${config.port}`)
    : look('server', `服务在运行但没有就绪：${await reply.text()}`, `The server runs but is not ready: ${reply.status}`)
}
