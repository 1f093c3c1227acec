import { connect, type Socket } from 'node:net'

export type Reply = { readonly status: number; readonly body: string }
/** One keep-alive connection; one request at a time, never pipelined. */
export type Wire = {
  readonly ask: (request: Buffer | string) => Promise<Reply>
  readonly close: () => void
}

/** The bytes of a request; `body` is sent as JSON, `address` as a proxy on this machine would tell it. */
export const requestOf = (
  method: 'GET' | 'POST',
  path: string,
  o: { readonly cookie?: string; readonly key?: string; readonly body?: unknown; readonly address?: string } = {},
): string => {
  const body = o.body === undefined ? '' : JSON.stringify(o.body)
  return [
    `${method} ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    ...(o.address ? [`X-Forwarded-For: ${o.address}`] : []),
    ...(o.cookie ? [`Cookie: ${o.cookie}`] : []),
    ...(o.key ? [`Idempotency-Key: ${o.key}`] : []),
    ...(body === '' ? [] : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`]),
    '',
    body,
  ].join('\r\n')
}

const END = Buffer.from('\r\n\r\n')

/** Opens a connection; as little as is honest between the clock and the socket, so that the server is what is measured. */
export const openWire = async (port: number): Promise<Wire> => {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  let waiting: { resolve: (reply: Reply) => void; reject: (error: Error) => void } | undefined
  let held: Buffer | undefined
  const fail = (error: Error) => {
    const one = waiting
    waiting = undefined
    one?.reject(error)
  }
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('connection closed')))
  socket.on('data', (chunk: Buffer) => {
    held = held ? Buffer.concat([held, chunk]) : chunk
    const head = held.indexOf(END)
    if (head < 0) return
    const text = held.toString('latin1', 0, head)
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? 0)
    if (held.length < head + 4 + length) return
    const reply = { status: Number(text.slice(9, 12)), body: held.toString('utf8', head + 4, head + 4 + length) }
    held = undefined
    const one = waiting
    waiting = undefined
    one?.resolve(reply)
  })
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        // closed while nobody was waiting: a write would vanish without a word
        if (socket.destroyed) return reject(new Error('connection closed'))
        waiting = { resolve, reject }
        socket.write(request)
      }),
    close: () => socket.destroy(),
  }
}
