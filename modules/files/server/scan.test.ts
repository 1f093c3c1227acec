import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MARK, openClamd } from './clamd-trial.ts'
import { clamdAt, scanFrom } from './scan.ts'

let clamd: Awaited<ReturnType<typeof openClamd>>
beforeAll(async () => {
  clamd = await openClamd(4 * 1024 * 1024)
})
afterAll(() => clamd.close())

test('what is clean is clean and what is found is named, in one piece or in many', async () => {
  const scan = clamdAt('127.0.0.1', clamd.port)
  expect(await scan(Buffer.from('a plain letter'))).toEqual({ is: 'clean' })
  expect(await scan(Buffer.alloc(0))).toEqual({ is: 'clean' })
  const big = Buffer.alloc(3 * 1024 * 1024, 'x')
  expect(await scan(big)).toEqual({ is: 'clean' })
  // over the seam of two pieces
  big.write(MARK, 64 * 1024 - 7)
  expect(await scan(big)).toEqual({ is: 'found', name: 'Test.Mark-1' })
})

test('whatever is no plain answer counts as away, never as clean', async () => {
  const scan = clamdAt('127.0.0.1', clamd.port)
  expect(await scan(Buffer.alloc(5 * 1024 * 1024))).toEqual({ is: 'away' })
  const nobody = await openClamd()
  await nobody.close()
  expect(await clamdAt('127.0.0.1', nobody.port)(Buffer.from('x'))).toEqual({ is: 'away' })
  for (const answer of ['', 'stream: OK FOUND?', 'stream: ', 'HTTP/1.1 200 OK\r\n\r\nstream: OK']) {
    const odd = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.end(answer)
    }).listen(0, '127.0.0.1')
    await once(odd, 'listening')
    const { port } = odd.address() as { port: number }
    expect(await clamdAt('127.0.0.1', port)(Buffer.from('x')), answer).toEqual({ is: 'away' })
    odd.close()
  }
  const silent = createServer((socket) => void socket.on('error', () => undefined).resume()).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as { port: number }
  expect(await clamdAt('127.0.0.1', port, 200)(Buffer.from('x'))).toEqual({ is: 'away' })
  silent.close()
})

test('the settings say where the scanner is; a slip of the pen stops the start instead of leaving files unscanned', () => {
  expect(scanFrom({})).toEqual({ whenAway: 'hold' })
  expect(scanFrom({ CLAMD_HOST: ' ', SCAN_AWAY: 'accept' })).toEqual({ whenAway: 'accept' })
  for (const host of ['clamd', 'clamd:3310', '127.0.0.1:3310', '[::1]:3310', '::1'])
    expect(scanFrom({ CLAMD_HOST: host }).scanner, host).toBeTypeOf('function')
  for (const wrong of [{ CLAMD_HOST: 'tcp://clamd:3310' }, { CLAMD_HOST: 'a b' }, { SCAN_AWAY: 'acept' }])
    expect(() => scanFrom(wrong)).toThrow(/wrong settings/)
})
