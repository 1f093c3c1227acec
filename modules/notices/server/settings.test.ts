import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Statement } from '@gongzhi/kernel/server/db.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { expect, test } from 'vitest'
import { channelsFrom } from './settings.ts'

test('the demo reaches nobody outside, whatever the environment says: its ways out write into a table', async () => {
  const { sms, mail, robot } = channelsFrom(true, {
    SMS_URL: 'http://gateway.invalid',
    SMTP_URL: 'smtp://mail.invalid',
    MAIL_FROM: 'x',
  })
  const kept: unknown[] = []
  const batch = async (_scope: unknown, [statement]: readonly Statement[]) => kept.push(statement?.values.slice(1))
  const env = { now: () => 0, db: { batch } } as unknown as Env
  await sms?.send(env, '13800000001', '一')
  await mail?.send(env, { id: '1', to: 'zhang@example.cn', subject: '二', text: '三', html: '' })
  await robot?.send(env, 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=secret', '四')
  expect(kept).toEqual([
    ['138****0001', '一', 'sms'],
    ['z…@example.cn', '二\n三', 'mail'],
    ['qyapi.weixin.qq.com', '四', 'robot'],
  ])
})

test('without settings there is no way out but the app, and messages wait', () => {
  const none = channelsFrom(false, {})
  expect(none.sms).toBeUndefined()
  expect(none.mail).toBeUndefined()
  expect(none.robot?.allows('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x')).toBe(true)
})

test('SMS_URL, a gateway’s file and a mail server are taken', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'gongzhi-sms-')), 'sms.json')
  writeFileSync(file, JSON.stringify({ url: 'https://sms.example/send', body: { to: '{phone}', text: '{text}' } }))
  expect(channelsFrom(false, { SMS_URL: 'https://sms.example' }).sms).toBeDefined()
  expect(channelsFrom(false, { SMS_GATEWAY: file }).sms).toBeDefined()
  const mail = {
    SMTP_URL: 'smtp://mail.example:587',
    MAIL_FROM: '共治 <noreply@example.gov.cn>',
    PUBLIC_URL: 'https://x.example/',
  }
  expect(channelsFrom(false, mail)).toMatchObject({ mail: expect.anything(), publicUrl: 'https://x.example' })
})

test('every wrong setting is named at once, and no password is repeated', () => {
  const wrong = () =>
    channelsFrom(false, {
      SMS_URL: 'https://a:secret@x',
      SMS_GATEWAY: '/nowhere.json',
      SMTP_URL: 'mail:secret',
      MAIL_FROM: 'nobody\r\nBcc: all@example.cn',
      PUBLIC_URL: 'x.example',
    })
  expect(wrong).toThrow(/SMS_URL, SMS_GATEWAY.*SMTP_URL.*MAIL_FROM.*PUBLIC_URL/)
  expect(wrong).not.toThrow(/secret/)
  expect(() => channelsFrom(false, { SMS_GATEWAY: '/nowhere.json' })).toThrow(/SMS_GATEWAY=\/nowhere.json/)
})
