import pg from 'pg'

export type Listening = { readonly close: () => Promise<void> }

const SOON = 1_000
const LONG = 30_000

/**
 * One connection of this process that LISTENs on a channel. `heard` gets each payload; `stands` is called whenever the
 * connection stands, the first time and each time after it was lost: what was said before nobody heard, so look at everything. It needs a
 * connection to PostgreSQL itself: a pooler that shares sessions between transactions forgets who listens.
 */
export const listenTo = (
  url: string,
  channel: string,
  { heard, stands }: { readonly heard: (payload: string) => void; readonly stands: () => void },
): Listening => {
  let closed = false
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let pause = SOON

  const lost = (one: pg.Client) => {
    if (client !== one) return
    client = undefined
    clearTimeout(timer)
    one.removeAllListeners('notification')
    one.end().catch(() => undefined)
    if (closed) return
    timer = setTimeout(() => void open(), pause * (0.5 + Math.random()))
    timer.unref()
    pause = Math.min(LONG, pause * 2)
  }
  /** A cable that was pulled says nothing: a question finds out. */
  const beat = (one: pg.Client) => {
    timer = setTimeout(async () => {
      const answered = await Promise.race([
        one.query('SELECT 1').then(
          () => true,
          () => false,
        ),
        new Promise<boolean>((done) => setTimeout(() => done(false), 10_000).unref()),
      ])
      if (client !== one) return
      if (answered) beat(one)
      else lost(one)
    }, LONG)
    timer.unref()
  }
  const open = async (): Promise<void> => {
    const one = new pg.Client({
      connectionString: url,
      options: '-c role=gongzhi_app',
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    })
    client = one
    one.on('error', () => lost(one))
    one.on('end', () => lost(one))
    one.on('notification', ({ payload }) => {
      if (payload) heard(payload)
    })
    try {
      await one.connect()
      await one.query(`LISTEN ${one.escapeIdentifier(channel)}`)
    } catch {
      return lost(one)
    }
    if (client !== one) return
    pause = SOON
    beat(one)
    stands()
  }
  const opening = open()
  return {
    close: async () => {
      closed = true
      clearTimeout(timer)
      await opening
      const one = client
      client = undefined
      await one?.end().catch(() => undefined)
    },
  }
}
