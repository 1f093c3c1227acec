import { fault, type RobotGateway } from './channels.ts'

/** Where 企业微信 takes messages of group robots. */
const WECOM = ['qyapi.weixin.qq.com']

/** Codes after which trying again is of no use: the robot is gone, its key is wrong, the message is too long or not one. */
const FOR_GOOD = new Set([93000, 40008, 40058, 44004, 45002])

/**
 * Group robots of 企业微信: POST {msgtype: markdown}. 200 says nothing, `errcode` does. `hosts`: of an installation of one's
 * own; any other address is not called, so that a setting cannot send this server somewhere inside its own network.
 */
export const httpRobot = (hosts: readonly string[] = []): RobotGateway => ({
  allows: (url) => {
    if (!URL.canParse(url)) return false
    const { protocol, host, hostname } = new URL(url)
    return (protocol === 'https:' && WECOM.includes(hostname)) || hosts.includes(host)
  },
  send: async (_env, url, content) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ msgtype: 'markdown', markdown: { content } }),
      signal: AbortSignal.timeout(10_000),
      redirect: 'error',
    }).catch(() => undefined)
    if (!answer) throw fault('no-answer')
    const said = (await answer.json().catch(() => ({}))) as { errcode?: number }
    if (!answer.ok) throw fault(`http-${answer.status}`, answer.status === 404 || answer.status === 410)
    if (said.errcode !== 0) throw fault(`errcode-${said.errcode ?? 'none'}`, FOR_GOOD.has(said.errcode ?? -1))
  },
})
