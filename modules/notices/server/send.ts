import type { SmsTemplate } from '@gongzhi/identity/rules'
import { openPhone } from '@gongzhi/identity/server'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { noScope, type Scope, type Statement } from '@gongzhi/kernel/server/db.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import type { Lang, Line, RobotLine } from '../rules/index.ts'
import { dayAndHour, mailText, robotText, smsText } from '../rules/index.ts'
import { type Channels, type Fault, fault } from './channels.ts'
import { openMail, openRobot } from './seal.ts'
import { claimMessages, countiesWaiting, markFailed, markSent } from './store-message.ts'
import { findRobot, mailFault, robotFault } from './store-person.ts'
import { addStep } from './store-receipt.ts'
import { unsubscribeKey } from './unsubscribe.ts'

const MOST_TRIES = 8
/** Messages one worker takes at a time: few enough to be sent within the minute they are put off for. */
const CLAIMED = 20
/** How many go out side by side and are noted together: an SMS gateway can tell a repetition by its id, a mailbox shows it. */
const TOGETHER = { sms: CLAIMED, mail: 1, robot: 1 } as const
export const CHANNELS = ['sms', 'mail', 'robot'] as const
export type Channel = (typeof CHANNELS)[number]

type Claimed = {
  readonly county: string
  readonly id: string
  readonly account: string | null
  readonly org: string | null
  readonly to_enc: string | null
  readonly lines: readonly (Line & { readonly notice?: string })[]
  readonly words: string | null
  readonly lang: Lang
  readonly tries: number
}

type Ways = { readonly env: Env; readonly crypto: Crypto; readonly channels: Channels }

/** What a carrier's template is filled with; messages of the first version have text only. */
const templateOf = (lines: readonly Line[], lang: Lang): SmsTemplate | undefined => {
  const [line] = lines
  if (line === undefined) return undefined
  const { number } = line
  if (lines.length > 1) return { kind: 'digest', params: { number, count: String(lines.length) } }
  const params = line.due === undefined ? { number } : { number, due: dayAndHour(line.due, lang) }
  return { kind: line.tell, params: params as Readonly<Record<string, string>> }
}

/** Hands one message to its gateway. */
const hand = async ({ env, crypto, channels }: Ways, channel: Channel, m: Claimed): Promise<void> => {
  if (channel === 'sms') {
    if (!channels.sms || m.to_enc === null) throw fault('no-way')
    const text = m.words ?? smsText(m.lines, m.lang)
    return channels.sms.send(env, openPhone(crypto, m.to_enc), text, m.id, templateOf(m.lines, m.lang))
  }
  if (channel === 'mail') {
    if (!channels.mail || m.to_enc === null) throw fault('no-way')
    const { publicUrl } = channels
    const key = m.account === null || !publicUrl ? undefined : unsubscribeKey(crypto, m.county, m.account)
    return channels.mail.send(env, {
      ...mailText(m.lines, m.lang, publicUrl),
      id: m.id,
      to: openMail(crypto, m.to_enc),
      ...(key ? { unsubscribe: `${publicUrl}/api/mail/unsubscribe?key=${key}` } : {}),
    })
  }
  const [robots = []] = await env.db.batch(noScope, [findRobot(m.county, m.org ?? '')])
  const url = robots[0]?.url_enc as string | undefined
  // taken away meanwhile
  if (!channels.robot || url === undefined) throw fault('no-robot', true)
  return channels.robot.send(env, openRobot(crypto, url), robotText(m.lines as unknown as RobotLine[]))
}

/** Receipts of the notices in a message that went out, or did not. */
const stepsOf = (channel: Channel, m: Claimed, now: number, what: 'sent' | 'failed'): Statement[] =>
  channel === 'robot'
    ? []
    : m.lines.flatMap(({ notice }) =>
        notice === undefined ? [] : [addStep({ county: m.county, notice, what, channel, at: now })],
      )

/** The fault, or that there is none any more, where the owner of an address sees it. */
const shownAt = (channel: Channel, m: Claimed, now: number, failed: string | null): Statement[] => {
  const at = new Date(now)
  if (channel === 'mail' && m.account !== null) return [mailFault(m.county, m.account, failed, at)]
  if (channel === 'robot' && m.org !== null) return [robotFault(m.county, m.org, failed, at)]
  return []
}

const scopeFor = (m: Claimed): Scope => ({ ...noScope, account: m.account })

/** Hands a claimed message on; a failure is noted at once, undefined when it went out. */
const tryOne = async (ways: Ways, channel: Channel, m: Claimed): Promise<{ permanent: boolean } | undefined> => {
  try {
    await hand(ways, channel, m)
    return undefined
  } catch (error) {
    const { code = 'failed', permanent = false } = error as Partial<Fault>
    const last = permanent || m.tries >= MOST_TRIES
    const now = ways.env.now()
    await ways.env.db.batch(scopeFor(m), [
      markFailed(m.county, m.id, code, new Date(now), last),
      ...(last ? [...stepsOf(channel, m, now, 'failed'), ...shownAt(channel, m, now, code)] : []),
    ])
    return { permanent }
  }
}

/** Hands a group on and notes in one transaction what went out; answers how many did, and whether the gateway failed. */
const sendGroup = async (ways: Ways, channel: Channel, group: readonly Claimed[]) => {
  const { env } = ways
  const failed = await Promise.all(group.map((m) => tryOne(ways, channel, m)))
  const out = group.filter((_, i) => failed[i] === undefined)
  const [first] = out
  if (first) {
    const now = env.now()
    await env.db.batch(scopeFor(first), [
      markSent(
        first.county,
        out.map(({ id }) => id),
        new Date(now),
      ),
      ...out.flatMap((m) => [...stepsOf(channel, m, now, 'sent'), ...shownAt(channel, m, now, null)]),
    ])
  }
  return { sent: out.length, faulty: failed.some((one) => one?.permanent === false) }
}

/**
 * Sends what is due on one channel; answers how many went out. A message is claimed before it is sent, by one worker only;
 * one that fails is tried again later, eight times at most, or not at all when its receiver refused it for good. Whoever dies
 * between sending and noting sends once more, under the same ids.
 */
export const sendDue = async (ways: Ways, channel: Channel): Promise<number> => {
  const { env } = ways
  const [counties = []] = await env.db.batch(noScope, [countiesWaiting(channel, new Date(env.now()))])
  let sent = 0
  for (const { county } of counties as { county: string }[]) {
    for (let more = true; more; ) {
      const [rows = []] = await env.db.batch(noScope, [claimMessages(county, channel, new Date(env.now()), CLAIMED)])
      const claimed = rows.map((row) => ({ ...row, county }) as unknown as Claimed)
      more = claimed.length === CLAIMED
      for (let i = 0; i < claimed.length; i += TOGETHER[channel]) {
        const done = await sendGroup(ways, channel, claimed.slice(i, i + TOGETHER[channel]))
        sent += done.sent
        // a gateway that fails is not asked a hundred times more
        if (done.faulty) more = false
      }
    }
  }
  return sent
}
