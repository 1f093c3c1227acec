import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { MailGateway } from './channels.ts'
import { smtpMail } from './mail.ts'
import { tryNotices } from './trial.ts'

/* Against a real SMTP server, with a real database behind. */

type Letter = { to: string; raw: string }
let letters: Letter[] = []
let arrived: (() => unknown) | undefined
/** What the server says to a receiver: undefined takes it. */
let refusal: ((to: string) => { code: number } | undefined) | undefined
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: (address, _session, done) => {
    const no = refusal?.(address.address)
    done(no ? Object.assign(new Error(`${address.address} refused`), { responseCode: no.code }) : undefined)
  },
  onData: (stream, session, done) => {
    let raw = ''
    stream.on('data', (chunk: Buffer) => {
      raw += chunk
    })
    stream.on('end', () => {
      letters.push({ to: session.envelope.rcptTo[0]?.address ?? '', raw })
      arrived?.()
      done()
    })
  },
})
const header = (letter: Letter | undefined, name: string) =>
  new RegExp(`^${name}: (.*(?:\r?\n[ \t].*)*)`, 'im').exec(letter?.raw ?? '')?.[1]?.replace(/\r?\n[ \t]+/g, ' ')
/** The parts of a letter in plain words. */
const wordsOf = (letter: Letter | undefined) =>
  (letter?.raw ?? '')
    .split(/\r?\n\r?\n/)
    .map((part) => {
      const text = part.replace(/\r?\n/g, '')
      return /^[A-Za-z0-9+/=]{40,}$/.test(text)
        ? Buffer.from(text, 'base64').toString()
        : Buffer.from(
            part
              .replace(/=\r?\n/g, '')
              .replace(/=([0-9A-F]{2})/g, (_, h) => String.fromCharCode(Number.parseInt(h, 16))),
            'latin1',
          ).toString()
    })
    .join('\n')

let smtpUrl = ''
let t: Awaited<ReturnType<typeof tryNotices>>
let mail: MailGateway & { close: () => void }
beforeAll(async () => {
  await new Promise<void>((done) => smtp.listen(0, '127.0.0.1', done))
  smtpUrl = `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`
  mail = smtpMail(smtpUrl, '共治 <noreply@gongzhi.example>')
  t = await tryNotices({ mail, publicUrl: 'https://gongzhi.example' })
})
afterAll(async () => {
  mail.close()
  await t.close()
  await new Promise<void>((done) => smtp.close(done))
})
beforeEach(() => {
  letters = []
  refusal = undefined
})

const wish = { due: 'mail', result: 'mail', news: 'mail', quietFrom: 21, quietTo: 8, digestAt: null, lang: 'zh-CN' }
let boxes = 0
/** Somebody with a proven mail address who wants mail. */
const withMail = async (change: object = {}) => {
  const me = await t.someone()
  const box = `box${++boxes}@example.cn`
  expect((await me.ask('PUT', '/me/mail', { mail: box })).body).toEqual({ seconds: 600 })
  const code = /验证码(\d{6})/.exec(wordsOf(letters.at(-1)))?.[1]
  expect(code, wordsOf(letters.at(-1))).toBeTruthy()
  expect((await me.ask('POST', '/me/mail/proof', { code })).status).toBe(200)
  await me.ask('PUT', '/me/notices', { ...wish, ...change })
  letters = []
  return { ...me, box }
}

test('an address counts only when its code has come back; it lies sealed, and is shown masked', async () => {
  const me = await t.someone()
  await me.ask('PUT', '/me/mail', { mail: 'zhang.san@example.cn' })
  expect(letters.map(({ to }) => to)).toEqual(['zhang.san@example.cn'])
  const code = /验证码(\d{6})/.exec(wordsOf(letters[0]))?.[1] ?? ''
  expect((await me.ask('GET', '/me/notices')).body.mail).toEqual({
    address: null,
    pending: 'z…@example.cn',
    fault: null,
  })
  const wrong = code === '000000' ? '000001' : '000000'
  expect((await me.ask('POST', '/me/mail/proof', { code: wrong })).body.errors).toEqual([
    { pointer: '/body/code', code: 'wrong-code' },
  ])
  expect((await me.ask('POST', '/me/mail/proof', { code })).status).toBe(200)
  expect((await me.ask('GET', '/me/notices')).body.mail).toEqual({
    address: 'z…@example.cn',
    pending: null,
    fault: null,
  })
  const held = (await me.ask('GET', '/me/data')).body.held as { field: string; value: string }[]
  expect(held.find(({ field }) => field === 'mail')?.value).toBe('zhang.san@example.cn')
  const { rows } = await t.owner.query('SELECT * FROM notices.address WHERE account = $1', [me.account])
  expect(JSON.stringify(rows)).not.toContain('zhang')
  // used once, it opens nothing more
  expect((await me.ask('POST', '/me/mail/proof', { code })).status).toBe(400)
  expect((await me.ask('DELETE', '/me/mail')).status).toBe(200)
  expect((await me.ask('GET', '/me/notices')).body.mail.address).toBeNull()
})

test('five wrong codes, ten minutes, or a second address a minute: no', async () => {
  const me = await t.someone()
  await me.ask('PUT', '/me/mail', { mail: 'a@example.cn' })
  expect((await me.ask('PUT', '/me/mail', { mail: 'b@example.cn' })).body).toMatchObject({
    status: 429,
    retryAfter: 60,
  })
  const code = /验证码(\d{6})/.exec(wordsOf(letters[0]))?.[1] ?? ''
  const wrong = code === '111111' ? '222222' : '111111'
  for (let n = 0; n < 5; n++) await me.ask('POST', '/me/mail/proof', { code: wrong })
  expect((await me.ask('POST', '/me/mail/proof', { code })).status).toBe(400)
  t.wait(61_000)
  await me.ask('PUT', '/me/mail', { mail: 'a@example.cn' })
  const fresh = /验证码(\d{6})/.exec(wordsOf(letters[1]))?.[1] ?? ''
  t.wait(10 * 60_000)
  expect((await me.ask('POST', '/me/mail/proof', { code: fresh })).status).toBe(400)
  t.until('2026-11-20T10:00:00+08:00')
})

test('an address the server refuses is said at its field, a server that is away costs no code', async () => {
  const me = await t.someone()
  refusal = () => ({ code: 550 })
  expect((await me.ask('PUT', '/me/mail', { mail: 'nobody@example.cn' })).body).toMatchObject({
    status: 400,
    errors: [{ pointer: '/body/mail', code: 'refused' }],
  })
  refusal = () => ({ code: 451 })
  expect((await me.ask('PUT', '/me/mail', { mail: 'a@example.cn' })).body).toMatchObject({ status: 503 })
  refusal = undefined
  expect((await me.ask('PUT', '/me/mail', { mail: 'a@example.cn' })).status).toBe(200)
})

test('a mail says number and step, in text and in HTML, in the chosen language, and nothing of the matter', async () => {
  const [me, english] = [await withMail(), await withMail({ lang: 'en' })]
  await t.notify(me.account, { title: '我家屋后的排水沟' })
  await t.notify(english.account, { title: '我家屋后的排水沟' })
  await t.plan()
  expect(await t.send('mail')).toBe(2)
  const [first, second] = [letters.find(({ to }) => to === me.box), letters.find(({ to }) => to === english.box)]
  const words = wordsOf(first)
  expect(words).toContain('您反映的2026-M-0001号事项已答复')
  expect(words).toMatch(/<p>您反映的2026-M-0001号/)
  expect(words).toContain('https://gongzhi.example/notices')
  expect(words).not.toMatch(/排水沟|<img|<script/)
  expect(wordsOf(second)).toContain('Your report 2026-M-0001 has been answered')
  expect(header(first, 'Auto-Submitted')).toBe('auto-generated')
  expect(header(first, 'From')).toContain('<noreply@gongzhi.example>')
})

test('one press in the mail program ends the mails, and a forged key ends nobody’s', async () => {
  const me = await withMail()
  await t.notify(me.account)
  await t.plan()
  await t.send('mail')
  expect(header(letters[0], 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click')
  const link = /<(https:[^>]+)>/.exec(header(letters[0], 'List-Unsubscribe') ?? '')?.[1] ?? ''
  const { pathname, searchParams } = new URL(link)
  const key = searchParams.get('key') ?? ''
  const press = (of: string) =>
    t
      .browser()
      .ask('POST', `${pathname.replace('/api', '')}?key=${encodeURIComponent(of)}`, { 'List-Unsubscribe': 'One-Click' })
  expect((await press(`${key.slice(0, -2)}xx`)).status).toBe(404)
  expect((await me.ask('GET', '/me/notices')).body.result).toBe('mail')
  expect((await press(key)).status).toBe(200)
  expect((await press(key)).status).toBe(200)
  expect((await me.ask('GET', '/me/notices')).body).toMatchObject({
    result: 'app',
    news: 'app',
    mail: { address: null },
  })
  letters = []
  await t.notify(me.account)
  await t.plan()
  expect(await t.send('mail')).toBe(0)
  // it stands in the app all the same
  expect((await me.ask('GET', '/notices')).body.unread).toBe(2)
})

test('a greylisted mail comes again a minute later under the same Message-ID', async () => {
  const me = await withMail()
  await t.notify(me.account)
  await t.plan()
  refusal = () => ({ code: 450 })
  expect(await t.send('mail')).toBe(0)
  refusal = undefined
  expect(await t.send('mail')).toBe(0)
  t.wait(60_000)
  expect(await t.send('mail')).toBe(1)
  const { rows } = await t.owner.query('SELECT id, tries, fault FROM notices.message WHERE account = $1', [me.account])
  expect(rows).toMatchObject([{ tries: 2, fault: null }])
  expect(header(letters[0], 'Message-ID')).toBe(`<${rows[0].id}@gongzhi.example>`)
})

test('a mail whose sender died before noting it arrives twice under one Message-ID', async () => {
  const me = await withMail()
  await t.notify(me.account)
  await t.plan()
  const { batch } = t.env.db
  let calls = 0
  const db = {
    ...t.env.db,
    batch: (...of: Parameters<typeof batch>) => (++calls > 2 ? Promise.reject(new Error('killed')) : batch(...of)),
  }
  const { sendDue } = await import('./send.ts')
  await expect(sendDue({ env: { ...t.env, db }, crypto: t.crypto, channels: t.channels }, 'mail')).rejects.toThrow(
    'killed',
  )
  t.wait(60_000)
  expect(await t.send('mail')).toBe(1)
  expect(letters.map((letter) => header(letter, 'Message-ID'))).toEqual(Array(2).fill(header(letters[0], 'Message-ID')))
})

test('a process killed in the middle of sending loses nothing; what it had handed over comes twice under one Message-ID', async () => {
  for (let n = 0; n < 4; n++) await t.notify((await withMail()).account)
  letters = []
  await t.plan()
  const here = new URL('.', import.meta.url)
  const code = `
    const { openDb } = await import('${new URL('../../../kernel/server/db.ts', here)}')
    const { openCrypto } = await import('${new URL('../../../kernel/server/crypto.ts', here)}')
    const { openSecrets } = await import('${new URL('../../../kernel/server/secrets.ts', here)}')
    const { smtpMail } = await import('${new URL('mail.ts', here)}')
    const { sendDue } = await import('${new URL('send.ts', here)}')
    const env = { db: openDb('${t.url}', 2), now: () => ${t.now()} }
    const channels = { mail: smtpMail('${smtpUrl}', 'noreply@gongzhi.example') }
    await sendDue({ env, crypto: openCrypto(openSecrets('${t.dir}', {})), channels }, 'mail')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'ignore', 'inherit'] })
  // dead before the server's answer arrives: the letter is there, and nobody has noted it
  arrived = () => letters.length === 2 && child.kill('SIGKILL')
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
  arrived = undefined
  expect(letters).toHaveLength(2)
  expect(await t.send('mail')).toBe(0)
  t.wait(60_000)
  expect(await t.send('mail')).toBe(3)
  const ids = letters.map((letter) => header(letter, 'Message-ID'))
  expect(ids).toHaveLength(5)
  expect(new Set(ids).size).toBe(4)
  expect(ids.filter((id) => id === ids[1])).toHaveLength(2)
})

test('a mail refused for good is given up at once, its receiver sees it, and the next one that arrives clears it', async () => {
  const me = await withMail()
  await t.notify(me.account)
  await t.plan()
  refusal = (to) => (to === me.box ? { code: 550 } : undefined)
  await t.send('mail')
  t.wait(86_400_000)
  letters = []
  refusal = undefined
  expect(await t.send('mail')).toBe(0)
  const { body } = await me.ask('GET', '/me/notices')
  expect(body.mail.fault).toMatchObject({ code: '550' })
  const { rows } = await t.owner.query('SELECT to_enc, gave_up_at FROM notices.message WHERE account = $1', [
    me.account,
  ])
  expect(rows).toEqual([{ to_enc: null, gave_up_at: expect.any(Date) }])
  await t.notify(me.account)
  await t.plan()
  expect(await t.send('mail')).toBe(1)
  expect((await me.ask('GET', '/me/notices')).body.mail.fault).toBeNull()
})

test('one refused mail holds up nobody else’s', async () => {
  const [bad, good] = [await withMail(), await withMail()]
  refusal = (to) => (to === bad.box ? { code: 550 } : undefined)
  await t.notify(bad.account)
  await t.notify(good.account)
  await t.plan()
  expect(await t.send('mail')).toBe(1)
  expect(letters.map(({ to }) => to)).toEqual([good.box])
})

test('whoever wants both is told by both, under one id each', async () => {
  const got: string[] = []
  t.channels.sms = { send: async (_env, to) => void got.push(to) }
  const me = await withMail({ result: 'both' })
  await t.notify(me.account)
  await t.plan()
  await t.send('sms')
  await t.send('mail')
  expect(got).toHaveLength(1)
  expect(letters).toHaveLength(1)
  t.channels.sms = undefined
})
