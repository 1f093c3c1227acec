import type { SmsGateway } from '@gongzhi/identity/server'
import { demoMessage } from '@gongzhi/identity/server'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import type { MailText } from '../rules/index.ts'
import { maskMail } from '../rules/mask-mail.ts'

export type Mail = MailText & {
  /** The same for every try, so that a receiver can tell a repetition: it becomes the Message-ID. */
  readonly id: string
  readonly to: string
  /** Where one press ends these mails; none for what was just asked for. */
  readonly unsubscribe?: string
}

/** Sends one mail, or rejects; `permanent` on the error: trying again is of no use. */
export type MailGateway = { readonly send: (env: Env, mail: Mail) => Promise<void> }
/** Writes into a work group; `url` is the robot's secret address. */
export type RobotGateway = {
  readonly send: (env: Env, url: string, markdown: string) => Promise<void>
  /** Whether this address is one we may call at all. */
  readonly allows: (url: string) => boolean
}

/** The ways out of this installation; one that is missing keeps its messages waiting. */
export type Channels = {
  readonly sms?: SmsGateway | undefined
  readonly mail?: MailGateway | undefined
  readonly robot?: RobotGateway | undefined
  /** Where this house stands on the net, without a slash at the end: for links in mails. */
  readonly publicUrl?: string | undefined
}

export type Fault = Error & { readonly permanent?: boolean; readonly code: string }

/** What went wrong, as a code: a server's own words may repeat an address. */
export const fault = (code: string, permanent = false): Fault => Object.assign(new Error(code), { code, permanent })

/** The demo's ways out: a table that /demo/outbox shows, addresses masked. Nothing leaves the house. */
export const demoChannels = (sms: SmsGateway): Channels => {
  const keep = async (env: Env, to: string, text: string, channel: string) => {
    await env.db.batch(noScope, [demoMessage(new Date(env.now()), to, text, channel)])
  }
  return {
    sms,
    mail: { send: (env, mail) => keep(env, maskMail(mail.to), `${mail.subject}\n${mail.text}`, 'mail') },
    robot: { allows: () => true, send: (env, url, text) => keep(env, new URL(url).host, text, 'robot') },
  }
}
