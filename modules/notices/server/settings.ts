import { readFileSync } from 'node:fs'
import { demoSms, httpSms, type SmsGateway, smsGatewayFrom } from '@gongzhi/identity/server'
import { startError } from '@gongzhi/kernel/server/start-error.ts'
import { type Channels, demoChannels } from './channels.ts'
import { smtpMail } from './mail.ts'
import { httpRobot } from './robot.ts'

/**
 * The ways out, from the environment: SMS_URL or SMS_GATEWAY (a file), SMTP_URL with MAIL_FROM, PUBLIC_URL for links, ROBOT_HOSTS
 * for a 企业微信 of one's own. Throws `bad-config` naming every wrong setting, never its value. The demo reads none of them.
 */
export const channelsFrom = (demo: boolean, env: Readonly<Record<string, string | undefined>>): Channels => {
  if (demo) return demoChannels(demoSms)
  const text = (name: string) => env[name]?.trim() || undefined
  const wrong: string[] = []
  const isUrl = (value: string, ...protocols: string[]) =>
    URL.canParse(value) && protocols.includes(new URL(value).protocol)

  const smsUrl = text('SMS_URL')
  const gatewayFile = text('SMS_GATEWAY')
  let sms: SmsGateway | undefined
  if (smsUrl !== undefined && gatewayFile !== undefined) wrong.push('SMS_URL, SMS_GATEWAY (one of the two)')
  else if (smsUrl !== undefined) {
    if (isUrl(smsUrl, 'http:', 'https:')) sms = httpSms(smsUrl)
    else wrong.push('SMS_URL (https://…)')
  } else if (gatewayFile !== undefined) {
    try {
      sms = smsGatewayFrom(readFileSync(gatewayFile, 'utf8'))
    } catch (error) {
      wrong.push(`SMS_GATEWAY=${gatewayFile} (${error instanceof Error ? error.message : 'unreadable'})`)
    }
  }

  const smtpUrl = text('SMTP_URL')
  const from = text('MAIL_FROM')
  if (smtpUrl !== undefined && !isUrl(smtpUrl, 'smtp:', 'smtps:'))
    wrong.push('SMTP_URL (smtp://user:password@host:587)')
  if (smtpUrl !== undefined && (from === undefined || !/^[^\r\n]*[^@\s<]+@[\w.-]+>?$/.test(from)))
    wrong.push('MAIL_FROM (name@example.gov.cn)')
  const publicUrl = text('PUBLIC_URL')?.replace(/\/+$/, '')
  if (publicUrl !== undefined && !isUrl(publicUrl, 'https:', 'http:')) wrong.push('PUBLIC_URL (https://…)')
  if (wrong.length > 0)
    throw startError('bad-config', `wrong settings: ${wrong.join(', ')}`, { list: wrong.join('\n') })
  return {
    sms,
    mail: smtpUrl !== undefined && from !== undefined ? smtpMail(smtpUrl, from) : undefined,
    robot: httpRobot(
      text('ROBOT_HOSTS')
        ?.split(',')
        .map((host) => host.trim()) ?? [],
    ),
    publicUrl,
  }
}
