import { createHash } from 'node:crypto'
import { openResident, openStaff } from '@gongzhi/identity/server'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { uuidv7 } from '@gongzhi/kernel/ids.ts'
import { systemActor } from '@gongzhi/kernel/reach.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { appoint, insertPosts, postsFilled } from '@gongzhi/people/server'
import { findPlace, listBelow, listUnder } from '@gongzhi/territory/server'
import type { Chain, DemoStaff } from './cast.ts'
import { castOf, postIds } from './cast.ts'

/** 官圩镇金林村 has every post; 金西村 beside it a few, 官圩村 residents. */
const jinlin = '441226103213'
const besideJinlin = ['441226103214', '441226103201']
const shilong = '510704123206'

/** The same id at every load, so that links to demo people stay good. */
const idOf = (text: string): string =>
  uuidv7(Date.UTC(2025, 0, 1), createHash('sha256').update(`demo ${text}`).digest())

const chainAt = (village: string): Chain => {
  const nameOf = (code: string) => findPlace(code)?.short ?? code
  const [county, town] = [village.slice(0, 6), `${village.slice(0, 9)}000`]
  return {
    county,
    countyName: nameOf(`${county}000000`),
    town,
    townName: nameOf(town),
    village,
    villageName: nameOf(village),
  }
}

/** The first village with a villagers' committee in the first 镇 of a county. */
const firstVillage = (county: string): string => {
  const town = listBelow(`${county}000000`).find(({ name }) => name.endsWith('镇'))
  const village =
    town && listUnder(town.code.slice(0, 9)).find(({ level, name }) => level === 'village' && /村(?:民|委)/.test(name))
  if (!village) throw new Error(`no village in ${county}`)
  return village.code
}

/** A term around today that is never longer than the five years of an elected post (Art. 13). */
const termAround = (now: number) => {
  const year = Number(isoDay(dayOf(now)).slice(0, 4))
  return { from: `${year - 1}-01-01`, until: `${year + 3}-12-31` }
}

const loadStaff = async (env: Env, crypto: Crypto, staff: readonly DemoStaff[]): Promise<void> => {
  const ids = postIds(staff)
  const posts = staff.map(({ org, role, title, prefix }, i) => ({ id: ids[i] ?? '', org, role, title, prefix }))
  const county = staff[0]?.prefix.slice(0, 6) ?? ''
  const [, rows = []] = await env.db.batch(noScope, [insertPosts(posts), postsFilled(county, ids)])
  const filled = new Set(rows.map((row) => row.post as string))
  const term = termAround(env.now())
  for (const [i, person] of staff.entries()) {
    const post = ids[i] ?? ''
    if (filled.has(post)) continue
    const account = await openStaff(env, crypto, {
      county,
      id: idOf(person.login),
      login: person.login,
      name: person.name,
      demoTitle: person.shownAs,
    })
    await appoint(env, { post, account, ...term, kin: [] }, { actor: systemActor(county), key: `demo ${post}` })
  }
}

/**
 * Loads the demo's invented people: accounts marked for the demo, posts, appointments by the clock's hand. After
 * `loadPlaces` and `loadTerritory`. Repeatable: what is there is left alone.
 */
export const loadPeople = async (env: Env, crypto: Crypto): Promise<void> => {
  const chains = [jinlin, shilong, ...['210124', '150921', '150922'].map(firstVillage)].map(chainAt)
  const beside = besideJinlin.map((village) => ({ village, name: findPlace(village)?.short ?? village }))
  const cast = castOf(chains, beside)
  await Promise.all(
    chains.map(async ({ county }) => {
      await loadStaff(
        env,
        crypto,
        cast.staff.filter(({ prefix }) => prefix.startsWith(county)),
      )
      for (const { name, village, phone, shownAs } of cast.residents.filter((resident) => resident.county === county)) {
        await openResident(env, crypto, { county, id: idOf(phone), name, phone, village, demoTitle: shownAs })
      }
    }),
  )
}
