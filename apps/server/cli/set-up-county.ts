import { newFirstPassword, openStaff, staffOfPhone } from '@gongzhi/identity/server'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { systemActor } from '@gongzhi/kernel/reach.ts'
import { noScope, type Statement } from '@gongzhi/kernel/server/db.ts'
import { asOwner } from '@gongzhi/kernel/server/owner.ts'
import { seedDuties } from '@gongzhi/matters/server'
import { appoint, insertPosts, postsFilled } from '@gongzhi/people/server'
import {
  listUnder,
  loadDivisions,
  loadOrganisations,
  packagedDivisions,
  streamDivisions,
  writeStamp,
} from '@gongzhi/territory/server'
import type { Opened } from '../open.ts'
import { organisationsOf, postsOf } from '../set-up-units.ts'
import { noteRealCounty, unitsOf } from '../store-installation.ts'
import { divisionsPackage } from './import-divisions.ts'

/** The divisions of a county and what lies above: those of the repository, else of the installed package; none known: undefined. */
const divisionsOf = (county: string) => {
  const packaged = packagedDivisions().filter(
    ({ code, level }) =>
      code.startsWith(county) ||
      (['province', 'city'].includes(level) && county.startsWith(code.slice(0, level === 'city' ? 4 : 2))),
  )
  if (packaged.some(({ code }) => code === `${county}000000`)) return packaged
  const packageDir = divisionsPackage()
  return packageDir === undefined ? undefined : streamDivisions({ packageDir }, county)
}

/**
 * Divisions, organisations of every kind, standard posts and the duty list of one county; what is there stays as it is.
 * False when the divisions are not known here.
 */
export const setUpPlaces = async ({ env, house, url }: Opened, county: string): Promise<boolean> => {
  const divisions = divisionsOf(county)
  if (divisions === undefined) return false
  await loadDivisions(url, divisions)
  return asOwner(url, async (owner) => {
    const send = ({ text, values }: Statement) => owner.query(text, values as unknown[])
    const today = isoDay(dayOf(env.now()))
    const rows = await unitsOf(owner, county)
    if (!rows.some(({ level }) => level === 'county')) return false
    // one transaction: a county is served when it has organisations, and then it has all of them
    await owner.query('BEGIN')
    await send(loadOrganisations(organisationsOf(rows), today))
    await send(insertPosts(postsOf(rows)))
    await seedDuties(owner, [county], 'unverified')
    await noteRealCounty(owner, county)
    await owner.query(writeStamp)
    await owner.query('COMMIT')
    await house.load(env)
    return listUnder(county).length > 0
  })
}

export type FirstAdmin = { readonly name: string; readonly phone: string; readonly login: string }

/**
 * The first administrator: an account with a first password, appointed for five years by the clock's hand. Answers the
 * password, or why there is none: somebody administers already, or the phone has another account.
 */
export const setUpAdmin = async (
  { env, crypto }: Opened,
  county: string,
  admin: FirstAdmin,
): Promise<{ readonly password: string } | { readonly kept: 'administered' | 'phone' }> => {
  const post = `${county}000000.government.county-admin`
  const [filled = []] = await env.db.batch(noScope, [postsFilled(county, [post])])
  if (filled.length > 0) return { kept: 'administered' }
  if ((await staffOfPhone(env, crypto, county, admin.phone)) !== undefined) return { kept: 'phone' }
  const password = newFirstPassword()
  const account = await openStaff(env, crypto, { county, ...admin, password, toBeChanged: true })
  const from = isoDay(dayOf(env.now()))
  const until = isoDay(dayOf(env.now()) + 5 * 365)
  await appoint(
    env,
    { post, account, from, until, kin: [] },
    { actor: systemActor(county), key: `init ${post} ${account}` },
  )
  return { password }
}
