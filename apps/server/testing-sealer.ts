import { calendarOf } from '@gongzhi/kernel/clock.ts'
import data from '@gongzhi/kernel/data/calendar-cn.json' with { type: 'json' }
import { openCrypto } from '@gongzhi/kernel/server/crypto.ts'
import { openDb } from '@gongzhi/kernel/server/db.ts'
import { openSecrets } from '@gongzhi/kernel/server/secrets.ts'
import { sealWaiting, signerOf } from '@gongzhi/record/server'

/* A process of its own that seals until it is killed; started by record.test.ts with the database's address. */

const db = openDb(process.argv[2] ?? '', 2)
const signerFor = signerOf(openCrypto(openSecrets('', { GONGZHI_KEY: '5a'.repeat(32) })))
process.stdout.write('sealing\n')
for (;;) {
  const added = await sealWaiting({ db, now: Date.now, calendar: calendarOf(data) }, signerFor)
  if (added === 0) await new Promise((done) => setTimeout(done, 20))
}
